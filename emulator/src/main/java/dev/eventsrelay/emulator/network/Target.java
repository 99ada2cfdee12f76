// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The host and port that a client asks its proxy for. */
record Target(String host, int port) {
  /** What a URL names; null if that is no host. */
  static @Nullable Target of(String url, int defaultPort) {
    try {
      URI uri = URI.create(url);
      String host = uri.getHost();
      return host == null
          ? null
          : new Target(host, uri.getPort() < 0 ? defaultPort : uri.getPort());
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  /** Looks the host up, on another thread, because that may take seconds. */
  CompletableFuture<InetSocketAddress> resolved() {
    return CompletableFuture.supplyAsync(
        () -> new InetSocketAddress(host, port), Thread::startVirtualThread);
  }
}
