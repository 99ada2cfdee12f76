// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The habits of executions: for each a connection of its own that subscribes, and without a pause
 * the result, sent once, over a connection of an execution worker. There are no acks. The waiter
 * takes the first frame for its result, and closes. Thread-safe.
 */
final class Executions implements AutoCloseable {
  private final HttpClient http;
  private final URI url;
  private final Ledger ledger;
  private final Duration patience;
  private final List<PersistentWire> workers;
  private final AtomicInteger turn = new AtomicInteger();

  /** Connects the execution workers. */
  Executions(HttpClient http, URI url, Ledger ledger, Duration patience, int workers)
      throws IOException {
    this.http = http;
    this.url = url;
    this.ledger = ledger;
    this.patience = patience;
    PersistentWire[] wires = new PersistentWire[workers];
    for (int i = 0; i < workers; i++) {
      wires[i] = new PersistentWire(http, url, ledger::foreignFrame, () -> {}, () -> {});
    }
    this.workers = List.of(wires);
  }

  /** Runs one execution to its end, on the calling thread. */
  void run(Job job) {
    Wire waiter;
    try {
      waiter = Wire.connect(http, url, frame -> received(job, frame), job::subscriberCutOff);
    } catch (IOException e) {
      job.subscriberCutOff();
      return;
    }
    job.subscribedBy(waiter.send("subscribe: " + job.guid()));
    job.sent();
    job.takenAs(workers.get(turn.getAndIncrement() % workers.size()).send(job.frame()));
    try {
      boolean _ = job.end().await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    job.over();
    waiter.close();
  }

  private void received(Job job, String frame) {
    if (frame.equals(job.frame())) {
      job.received();
      return;
    }
    ledger.garbage(job, frame);
  }

  int reconnects() {
    return workers.stream().mapToInt(PersistentWire::reconnects).sum();
  }

  @Override
  public void close() {
    workers.forEach(PersistentWire::close);
  }
}
