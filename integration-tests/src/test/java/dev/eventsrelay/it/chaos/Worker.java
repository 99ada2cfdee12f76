// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The habits of a compile worker: takes a job, sends its result, and takes no other before the ack.
 * Without one it repeats the same bytes at 3, 6 and 9 s and gives up at 12 s; after a reconnect it
 * repeats them at once. Thread-safe.
 */
final class Worker implements AutoCloseable {
  private static final Pattern ACK = Pattern.compile("\\{\"type\":\"ack\",\"guid\":\"([^\"]+)\".*");
  private static final long RESEND_SECONDS = 3;
  private static final int SENDS = 4;

  private final Ledger ledger;
  private final BlockingQueue<Job> queue;
  private final PersistentWire wire;
  private final Thread thread;
  private volatile @Nullable Pending pending;

  private record Pending(Job job, CountDownLatch acknowledged) {}

  /** Connects, and works until it is closed. */
  Worker(HttpClient http, URI url, Ledger ledger, BlockingQueue<Job> queue) throws IOException {
    this.ledger = ledger;
    this.queue = queue;
    this.wire = new PersistentWire(http, url, this::received, () -> {}, this::resend);
    this.thread = Thread.ofVirtual().name("worker").start(this::work);
  }

  private void work() {
    try {
      while (true) {
        publish(queue.take());
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void publish(Job job) throws InterruptedException {
    Pending current = new Pending(job, new CountDownLatch(1));
    pending = current;
    for (int sends = 0; sends < SENDS; sends++) {
      send(job);
      if (current.acknowledged.await(RESEND_SECONDS, TimeUnit.SECONDS)) {
        pending = null;
        return;
      }
    }
    pending = null;
    ledger.withoutAck();
  }

  private void send(Job job) {
    job.sent();
    wire.send(job.frame());
  }

  private void resend() {
    Pending current = pending;
    if (current != null) {
      send(current.job);
    }
  }

  private void received(String frame) {
    Matcher ack = ACK.matcher(frame);
    if (!ack.matches()) {
      ledger.foreignFrame(frame);
      return;
    }
    Pending current = pending;
    if (current != null && current.job.guid().equals(ack.group(1))) {
      current.acknowledged.countDown();
    }
  }

  int reconnects() {
    return wire.reconnects();
  }

  @Override
  public void close() {
    thread.interrupt();
    wire.close();
  }
}
