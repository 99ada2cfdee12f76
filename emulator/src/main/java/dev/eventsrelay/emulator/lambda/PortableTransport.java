// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The runtime interface client's transport in Java, for machines that its native one does not know.
 */
final class PortableTransport {
  private static final String CLASS =
      "/com/amazonaws/services/lambda/runtime/api/client/runtimeapi/NativeClient.class";

  private PortableTransport() {}

  /**
   * Unpacks it into a folder that belongs on a class path before the client's JAR, and that
   * contains nothing else.
   */
  static Path extract(Path folder) throws IOException {
    Path file = folder.resolve(CLASS.substring(1));
    Files.createDirectories(file.resolveSibling(""));
    try (InputStream bytes = PortableTransport.class.getResourceAsStream(CLASS)) {
      Files.copy(requireNonNull(bytes, "the JAR of the emulator is not whole"), file);
    }
    return folder;
  }
}
