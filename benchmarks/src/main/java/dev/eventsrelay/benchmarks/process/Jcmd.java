// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsrelay.benchmarks.BenchmarkException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JDK's {@code jcmd}, for one JVM. */
public final class Jcmd {
  private Jcmd() {}

  /** What the JVM answers to a command. */
  public static String run(long pid, String... command) throws InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    arguments.add(Long.toString(pid));
    arguments.addAll(List.of(command));
    try {
      Process process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
      String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new BenchmarkException("jcmd %d failed: %s".formatted(pid, answer), null);
      }
      return answer;
    } catch (IOException e) {
      throw new BenchmarkException("jcmd cannot be run.", e);
    }
  }
}
