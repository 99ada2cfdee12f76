// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** All clients of a run, and the load that they make. */
final class Crowd implements AutoCloseable {
  private static final int ROUTERS = 10;
  private static final int EXECUTION_WORKERS = 4;

  /** One of them is busy for 3 s when anything between it and its ack goes wrong. */
  private static final int WORKERS_FOR_EACH_PER_SECOND = 2;

  private final Ledger ledger;
  private final Random random;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<Job> queue = new LinkedBlockingQueue<>();
  private final List<Router> routers = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final Executions executions;

  /** Connects everybody. */
  Crowd(URI url, Ledger ledger, Load load) throws IOException {
    this.ledger = ledger;
    this.random = new Random(load.seed());
    this.executions = new Executions(http, url, ledger, load.patience(), EXECUTION_WORKERS);
    for (int i = 0; i < ROUTERS; i++) {
      routers.add(new Router(http, url, ledger, queue));
    }
    for (int i = 0; i < load.perSecond() * WORKERS_FOR_EACH_PER_SECOND; i++) {
      workers.add(new Worker(http, url, ledger, queue, i % 2 == 0));
    }
  }

  /** Starts the plan's jobs at its rate, whatever becomes of them. */
  void work(Load load) throws InterruptedException {
    long began = System.nanoTime();
    for (int i = 0; i < load.results(); i++) {
      long due = began + TimeUnit.SECONDS.toNanos(i) / load.perSecond();
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      start(load);
    }
  }

  private void start(Load load) {
    Job.Kind kind =
        random.nextDouble() < load.executionShare() ? Job.Kind.EXECUTION : Job.Kind.COMPILE;
    String guid = "%016x%016x".formatted(random.nextLong(), random.nextLong());
    Job job = new Job(guid, kind, frame(guid));
    ledger.add(job);
    switch (kind) {
      case COMPILE -> routers.get(random.nextInt(routers.size())).request(job);
      case EXECUTION -> Thread.startVirtualThread(() -> executions.run(job));
    }
  }

  /** Mostly small ones, some as large as a result may be before it travels by another way. */
  private String frame(String guid) {
    int size = random.nextInt(10) == 0 ? 20_000 : 300;
    String text = Integer.toString(random.nextInt(), 36).repeat(size / 6);
    return "{\"guid\":\"%s\",\"code\":0,\"stdout\":[{\"text\":\"\u00e9 %s\"}],\"execTime\":7}"
        .formatted(guid, text);
  }

  /**
   * Waits until every job has been received, or until there has been no subscription and no result
   * for that long from now: after trouble, clients may be about to come back.
   *
   * @param patience for all of it
   */
  void awaitQuiet(Duration silence, Duration patience) throws InterruptedException {
    long began = System.nanoTime();
    while (ledger.jobs().stream().anyMatch(job -> !job.wasReceived())
        && (ledger.silence().compareTo(silence) < 0
            || System.nanoTime() - began < silence.toNanos())
        && System.nanoTime() - began < patience.toNanos()) {
      Thread.sleep(100);
    }
  }

  int reconnects() {
    return routers.stream().mapToInt(Router::reconnects).sum()
        + workers.stream().mapToInt(Worker::reconnects).sum()
        + executions.reconnects();
  }

  /** Closes every connection. */
  @Override
  public void close() {
    // What ends from here on is nobody's loss.
    ledger.jobs().forEach(Job::over);
    workers.forEach(Worker::close);
    routers.forEach(Router::close);
    executions.close();
    http.shutdownNow();
  }
}
