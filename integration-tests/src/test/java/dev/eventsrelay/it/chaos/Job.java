// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** One result on its way from a publisher to its subscriber, as the clients see it. Thread-safe. */
final class Job {
  /** Who waits for it, which decides what a loss means. */
  enum Kind {
    /** A router waits, and the worker repeats the result until it is acknowledged. */
    COMPILE,
    /** A waiter of its own waits, and the result is sent once. */
    EXECUTION
  }

  private static final long NEVER = 0;

  private final String guid;
  private final Kind kind;
  private final String frame;
  private final AtomicLong sentAt = new AtomicLong(NEVER);
  private final AtomicLong receivedAt = new AtomicLong(NEVER);
  private final AtomicInteger sends = new AtomicInteger();
  private final AtomicInteger receptions = new AtomicInteger();
  private final CountDownLatch received = new CountDownLatch(1);
  private final List<Sending> taken = new CopyOnWriteArrayList<>();
  private volatile Optional<Sending> subscription = Optional.empty();
  private volatile boolean subscriberCutOff;
  private volatile boolean over;
  private volatile boolean tooLate;

  Job(String guid, Kind kind, String frame) {
    this.guid = guid;
    this.kind = kind;
    this.frame = frame;
  }

  String guid() {
    return guid;
  }

  Kind kind() {
    return kind;
  }

  /** The result, byte for byte. */
  String frame() {
    return frame;
  }

  void sent() {
    if (sentAt.compareAndSet(NEVER, System.nanoTime())) {
      tooLate = over;
    }
    sends.incrementAndGet();
  }

  /** Somebody who subscribed has it. */
  void received() {
    receivedAt.compareAndSet(NEVER, System.nanoTime());
    receptions.incrementAndGet();
    received.countDown();
  }

  /** A connection took the result, unless it was gone. */
  void takenAs(Optional<Sending> sending) {
    sending.ifPresent(taken::add);
  }

  /** Whether each connection that took the result ended too soon for it to arrive. */
  boolean mayNotHaveArrived() {
    return taken.stream().allMatch(Sending::mayNotHaveArrived);
  }

  /** Its subscription was sent, if there was a connection. */
  void subscribedBy(Optional<Sending> sending) {
    subscription = sending;
  }

  /** Its subscription, over the connection that waits for it now. */
  Optional<Sending> subscription() {
    return subscription;
  }

  /** The connection that waited for it has ended; means nothing once the wait is over. */
  void subscriberCutOff() {
    if (!over && !wasReceived()) {
      subscription = Optional.empty();
      subscriberCutOff = true;
      received.countDown();
    }
  }

  /** Its waiter took something else for it. */
  void mistaken() {
    received.countDown();
  }

  /** Its waiter waits no longer. */
  void over() {
    over = true;
  }

  boolean wasSubscriberCutOff() {
    return subscriberCutOff;
  }

  /** Whether it was first sent when nobody waited for it any longer. */
  boolean wasTooLate() {
    return tooLate;
  }

  boolean wasSent() {
    return sentAt.get() != NEVER;
  }

  boolean wasReceived() {
    return receivedAt.get() != NEVER;
  }

  int sends() {
    return sends.get();
  }

  int receptions() {
    return receptions.get();
  }

  /** Completes with its reception or the end of its waiter's connection. */
  CountDownLatch end() {
    return received;
  }

  /** When it was first sent, in {@link System#nanoTime}. */
  long sentAt() {
    return sentAt.get();
  }

  /** When it first arrived, in {@link System#nanoTime}. */
  long receivedAt() {
    return receivedAt.get();
  }

  /** From the first attempt to send it to its first reception. */
  Duration timeToDelivery() {
    return Duration.ofNanos(receivedAt.get() - sentAt.get());
  }
}
