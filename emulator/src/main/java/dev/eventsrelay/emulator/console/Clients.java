// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.gateway.GatewayListener;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The open connections with what was counted of each. Thread-safe. */
final class Clients {
  private final Map<String, Row> open = new ConcurrentHashMap<>();

  /** One connection. */
  record Row(GatewayListener.Client client, LongAdder framesIn, LongAdder framesOut) {}

  /** One page of the connections that match a search, oldest first. */
  record Page(long total, long matching, List<Row> rows) {}

  void opened(GatewayListener.Client client) {
    open.put(client.connectionId(), new Row(client, new LongAdder(), new LongAdder()));
  }

  void closed(String connectionId) {
    open.remove(connectionId);
  }

  void frameIn(String connectionId) {
    Row row = open.get(connectionId);
    if (row != null) {
      row.framesIn.increment();
    }
  }

  void frameOut(String connectionId) {
    Row row = open.get(connectionId);
    if (row != null) {
      row.framesOut.increment();
    }
  }

  int count() {
    return open.size();
  }

  /**
   * Searches the connections.
   *
   * @param text part of an id, a source address or a user agent; empty for all
   */
  Page page(String text, int offset, int limit) {
    List<Row> matching =
        open.values().stream()
            .filter(row -> matches(row.client, text))
            .sorted(
                Comparator.comparingLong((Row row) -> row.client.connectedAt())
                    .thenComparing(row -> row.client.connectionId()))
            .toList();
    return new Page(
        open.size(), matching.size(), matching.stream().skip(offset).limit(limit).toList());
  }

  private static boolean matches(GatewayListener.Client client, String text) {
    return text.isEmpty()
        || client.connectionId().contains(text)
        || client.sourceIp().contains(text)
        || client.userAgent().contains(text);
  }
}
