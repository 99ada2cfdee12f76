// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import dev.eventsrelay.websocket.Connection;
import dev.eventsrelay.websocket.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** WebSocket clients by the thousand, which hear all on one thread. Thread-safe. */
final class Clients implements AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final HttpClient http = HttpClient.newBuilder().executor(thread).build();

  /** Connects. */
  CompletableFuture<Connection> connect(URI url, Receiver receiver) {
    return Connection.open(http, url, receiver);
  }

  @Override
  public void close() {
    http.shutdownNow();
    thread.shutdownNow();
  }
}
