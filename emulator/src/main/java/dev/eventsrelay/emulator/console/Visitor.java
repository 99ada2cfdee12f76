// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps other pages out. A page of the web may make the browser of this machine send requests here;
 * it names its own origin then, or reaches this address under a name of its own (DNS rebinding).
 */
final class Visitor {
  private static final Pattern LOOPBACK =
      Pattern.compile("(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?");

  private Visitor() {}

  /** Why the request must be refused; empty if it may be answered. */
  static Optional<String> refusal(HttpHeaders headers) {
    String host = headers.get(HttpHeaderNames.HOST, "");
    if (!LOOPBACK.matcher(host).matches()) {
      return Optional.of("The console answers to 127.0.0.1 and localhost only.");
    }
    String origin = headers.get(HttpHeaderNames.ORIGIN, "");
    if (!origin.isEmpty()
        && !origin.equals("http://" + host)
        && !origin.equals("https://" + host)) {
      return Optional.of("No other page may use the console.");
    }
    String site = headers.get("Sec-Fetch-Site", "same-origin");
    boolean navigation = headers.get("Sec-Fetch-Mode", "").equals("navigate");
    if (!navigation && !site.equals("same-origin") && !site.equals("none")) {
      return Optional.of("No other page may use the console.");
    }
    return Optional.empty();
  }
}
