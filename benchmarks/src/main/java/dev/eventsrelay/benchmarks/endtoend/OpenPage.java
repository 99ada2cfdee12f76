// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import dev.eventsrelay.emulator.console.Console;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.LongAdder;

/** The console's live stream as an open page reads it. */
final class OpenPage implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final LongAdder snapshots = new LongAdder();

  /** Opens the page of a gateway. */
  OpenPage(URI gateway) {
    HttpRequest live = HttpRequest.newBuilder(gateway.resolve(Console.PATH + "/api/live")).build();
    var _ =
        http.sendAsync(live, BodyHandlers.ofLines())
            .thenAccept(
                answer ->
                    answer
                        .body()
                        .filter(line -> line.startsWith("data: "))
                        .forEach(_ -> snapshots.increment()));
  }

  /** How many snapshots have come. */
  long snapshots() {
    return snapshots.sum();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
