// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Works on batches of a queue, and says what it got by writing the hash of each body. A body that
 * begins with a command does something else first. One class, no dependency.
 */
public final class QueueFixtureHandler {
  private static final Pattern RECORD =
      Pattern.compile(
          "\"messageId\":\"([^\"]+)\".*?\"body\":\"([^\"]*)\".*?\"ApproximateReceiveCount\":\"(\\d+)\"");

  public void handle(InputStream in, OutputStream out) throws IOException {
    String event = new String(in.readAllBytes(), UTF_8);
    StringJoiner failures = new StringJoiner(",");
    Matcher each = RECORD.matcher(event);
    while (each.find()) {
      byte[] body = Base64.getDecoder().decode(each.group(2));
      if (!succeeds(new String(body, UTF_8), Integer.parseInt(each.group(3)))) {
        failures.add("{\"itemIdentifier\":\"" + each.group(1) + "\"}");
        continue;
      }
      System.out.println("got " + hash(body));
    }
    out.write(("{\"batchItemFailures\":[" + failures + "]}").getBytes(UTF_8));
  }

  private static boolean succeeds(String body, int receives) {
    if (body.startsWith("slow")) {
      sleep();
    }
    if (body.startsWith("die") && receives == 1) {
      Runtime.getRuntime().halt(9);
    }
    return !body.startsWith("poison") || !Files.exists(Path.of(System.getenv("POISON")));
  }

  private static void sleep() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static String hash(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
