// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers a message with the environment variable or system property that it names. One class, no
 * dependency.
 */
public final class FixtureHandler {
  private static final Pattern BODY = Pattern.compile("\"body\":\"(\\w+)\"");

  public void handle(InputStream in, OutputStream out) throws IOException {
    String event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    Matcher body = BODY.matcher(event);
    String name = body.find() ? body.group(1) : "none";
    if (name.equals("SLEEP")) {
      sleep();
    }
    System.out.println("asked for " + name);
    String value = System.getProperty(name, System.getenv(name));
    String answer = "{\"statusCode\":200,\"body\":\"" + value + "\"}";
    out.write(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static void sleep() {
    try {
      Thread.sleep(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
