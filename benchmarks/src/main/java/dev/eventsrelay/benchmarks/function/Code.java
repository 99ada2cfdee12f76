// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.function;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.Size;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an environment runs, and how.
 *
 * @param name in its log
 * @param handler the handler's class
 * @param jvmOptions which win over those of the emulator
 * @param libraries after the packaged JAR of sendmessage on the class path
 * @param concurrency invocations at once
 * @param rehearsalSeconds how long it may rehearse before its first invocation
 */
public record Code(
    String name,
    String handler,
    List<String> jvmOptions,
    List<Path> libraries,
    int concurrency,
    int rehearsalSeconds) {
  /** The handler that is deployed. */
  public static final String SEND_MESSAGE = "dev.eventsrelay.sendmessage.SendMessageHandler";

  /** The template's, and one that only shows that it works. */
  private static final Duration REHEARSAL = Duration.ofSeconds(60);

  private static final Duration SHORT_REHEARSAL = Duration.ofSeconds(2);

  public Code {
    requireNonNull(name, "name is null");
    requireNonNull(handler, "handler is null");
    jvmOptions = List.copyOf(jvmOptions);
    libraries = List.copyOf(libraries);
  }

  /** What runs that handler: the deployed one needs its JAR, others are of this program. */
  public static Code of(String name, String handler, List<String> jvmOptions, int concurrency) {
    List<Path> libraries =
        handler.equals(SEND_MESSAGE)
            ? List.of()
            : Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .toList();
    return new Code(name, handler, jvmOptions, libraries, concurrency, 0);
  }

  /** The same with one more option. */
  public Code withOption(String option) {
    List<String> options = new ArrayList<>(jvmOptions);
    options.add(option);
    return new Code(name, handler, options, libraries, concurrency, rehearsalSeconds);
  }

  /** The same with the template's rehearsal; without one, a handler is as cold as its JVM. */
  public Code rehearsed(Size size) {
    Duration rehearsal = size.choose(SHORT_REHEARSAL, REHEARSAL, REHEARSAL);
    return new Code(
        name, handler, jvmOptions, libraries, concurrency, Math.toIntExact(rehearsal.toSeconds()));
  }
}
