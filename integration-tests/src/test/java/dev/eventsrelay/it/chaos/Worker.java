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
 * repeats them at once. A new one stops waiting at a nack, an older one does not know it.
 * Thread-safe.
 */
final class Worker implements AutoCloseable {
  private static final Pattern ANSWER =
      Pattern.compile("\\{\"type\":\"(n?ack)\",\"guid\":\"([^\"]+)\".*");
  private static final long RESEND_SECONDS = 3;
  private static final int SENDS = 4;

  private final Ledger ledger;
  private final BlockingQueue<Job> queue;
  private final boolean isNew;
  private final PersistentWire wire;
  private final Thread thread;
  private volatile @Nullable Pending pending;

  private record Pending(Job job, CountDownLatch answered) {}

  /**
   * Connects, and works until it is closed.
   *
   * @param isNew whether it knows what a nack is
   */
  Worker(HttpClient http, URI url, Ledger ledger, BlockingQueue<Job> queue, boolean isNew)
      throws IOException {
    this.ledger = ledger;
    this.queue = queue;
    this.isNew = isNew;
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
      if (current.answered.await(RESEND_SECONDS, TimeUnit.SECONDS)) {
        pending = null;
        return;
      }
    }
    pending = null;
    ledger.withoutAck();
  }

  private void send(Job job) {
    job.sent();
    job.takenAs(wire.send(job.frame()));
  }

  private void resend() {
    Pending current = pending;
    if (current != null) {
      send(current.job);
    }
  }

  private void received(String frame) {
    Matcher answer = ANSWER.matcher(frame);
    if (!answer.matches()) {
      ledger.foreignFrame(frame);
      return;
    }
    boolean isNack = answer.group(1).equals("nack");
    if (isNack) {
      ledger.nacked();
    }
    Pending current = pending;
    if (current != null && current.job.guid().equals(answer.group(2)) && (isNew || !isNack)) {
      current.answered.countDown();
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
