// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one request of HTTP/1.1 whose length is in its head, as the SDK's clients write it. */
final class HttpCall {
  private static final String TARGET = "x-amz-target:";
  private static final String LENGTH = "content-length:";

  private HttpCall() {}

  /** The next call; null at the end of the connection. */
  static StandIn.@Nullable Call read(InputStream in) throws IOException {
    String start = line(in);
    if (start.isEmpty()) {
      return null;
    }
    String operation = "";
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(TARGET)) {
        operation = header.substring(header.indexOf('.') + 1);
      } else if (lower.startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the request ends early");
    }
    String[] parts = start.split(" ", 3);
    return new StandIn.Call(operation, parts.length < 2 ? "" : parts[1], new String(body, UTF_8));
  }

  /** A line without its end; empty also at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
