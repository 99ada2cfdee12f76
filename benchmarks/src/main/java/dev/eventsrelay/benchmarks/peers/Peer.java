// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.peers;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.lambda.ProgramRuntime;
import java.nio.file.Path;

/**
 * A function of somebody else: any program that speaks the Runtime API.
 *
 * @param name in tables
 * @param runtime runs the handler, which it gets as its last argument
 * @param folder that holds the handler; the program starts there
 * @param handler such as {@code index.handler}
 */
public record Peer(String name, ProgramRuntime runtime, Path folder, String handler) {
  public Peer {
    requireNonNull(name, "name is null");
    requireNonNull(runtime, "runtime is null");
    requireNonNull(folder, "folder is null");
    requireNonNull(handler, "handler is null");
  }

  /**
   * Reads an option.
   *
   * @param text {@code NAME=COMMAND}; the last word of the command is the handler in its folder,
   *     such as {@code Node=node ric/index.mjs app/index.handler}
   * @throws IllegalArgumentException with a sentence if it is something else
   */
  public static Peer read(String text) {
    int equals = text.indexOf('=');
    int lastWord = text.strip().lastIndexOf(' ');
    if (equals < 1 || lastWord < equals) {
      throw new IllegalArgumentException(
          "'%s' must be NAME=COMMAND, and the last word of COMMAND a handler in its folder."
              .formatted(text));
    }
    Path handler = Path.of(text.strip().substring(lastWord + 1)).toAbsolutePath();
    return new Peer(
        text.substring(0, equals),
        ProgramRuntime.of(text.substring(equals + 1, lastWord)),
        requireNonNull(handler.getParent(), "a root is no handler"),
        requireNonNull(handler.getFileName(), "a root is no handler").toString());
  }
}
