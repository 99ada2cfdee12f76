// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/**
 * Does what its event, a JSON string of a verb and an argument, tells it. One class, no imports.
 */
public final class FixtureHandler {
  static final int PARTIES = 64;

  // A field of the object, not of the class: the barrier opens only if all share one handler.
  private final CyclicBarrier barrier = new CyclicBarrier(PARTIES);

  public void handle(InputStream in, OutputStream out) throws Exception {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    String[] words = event.replace("\"", "").split(" ", 2);
    String argument = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "throw" -> throw new IllegalStateException(argument);
      case "oom" -> answer(out, Long.toString(new byte[Integer.MAX_VALUE - 8].length));
      case "sleep" -> Thread.sleep(Long.parseLong(argument));
      case "barrier" -> barrier.await(20, TimeUnit.SECONDS);
      case "exit" -> System.exit(Integer.parseInt(argument));
      case "print" -> System.out.println(argument);
      case "variable" -> {
        answer(out, "\"" + System.getenv(argument) + "\"");
        return;
      }
      case "jvm" -> {
        answer(out, "\"" + jvm() + "\"");
        return;
      }
      case "large" -> {
        answer(out, "\"" + "x".repeat(Integer.parseInt(argument)) + "\"");
        return;
      }
      default -> {}
    }
    answer(out, event);
  }

  private static String jvm() {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    return megabytes + " " + ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName();
  }

  private static void answer(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
