// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.Map;

/**
 * A request of the page.
 *
 * @param path below the console's own
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Request(HttpMethod method, String path, Map<String, List<String>> query, byte[] body) {
  /** Empty if the query does not have it. */
  String parameter(String name) {
    return query.getOrDefault(name, List.of("")).getFirst();
  }

  int number(String name, int otherwise, int max) {
    String value = parameter(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      return Math.clamp(Integer.parseInt(value), 0, max);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\" and must be a number.".formatted(name, value), e);
    }
  }

  String text() {
    return new String(body, UTF_8);
  }

  boolean is(HttpMethod wanted) {
    return method.equals(wanted);
  }
}
