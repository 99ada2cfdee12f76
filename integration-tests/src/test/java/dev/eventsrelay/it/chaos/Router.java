// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The habits of a router: subscribe, 50 ms, hand the job over, and only then wait for it. The first
 * result that it waits for is acknowledged, then unsubscribed from; repeats and early ones are
 * dropped silently. It gives up after 60 s, subscribes again after a reconnect, and drops a
 * connection on which no frame follows a ping for 10 s. Thread-safe.
 */
final class Router implements AutoCloseable {
  private static final Pattern GUID = Pattern.compile("\\{\"guid\":\"([^\"]+)\".*");
  private static final long PAUSE_MILLIS = 50;
  private static final long GIVE_UP_SECONDS = 60;
  private static final long PING_SECONDS = 30;
  private static final long PONG_SECONDS = 10;

  private final Ledger ledger;
  private final BlockingQueue<Job> queue;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
  private final Map<String, Job> subscribed = new ConcurrentHashMap<>();
  private final Set<String> awaited = ConcurrentHashMap.newKeySet();
  private final PersistentWire wire;
  private volatile long lastFrame = System.nanoTime();

  /**
   * Connects.
   *
   * @param queue where its jobs go
   */
  Router(HttpClient http, URI url, Ledger ledger, BlockingQueue<Job> queue) throws IOException {
    this.ledger = ledger;
    this.queue = queue;
    this.wire = new PersistentWire(http, url, this::received, this::cutOff, this::subscribeAgain);
    ScheduledFuture<?> _ =
        timer.scheduleAtFixedRate(this::ping, PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
  }

  /** Asks for a job to be done. Returns at once. */
  void request(Job job) {
    subscribed.put(job.guid(), job);
    sender.execute(() -> subscribe(job));
    after(
        PAUSE_MILLIS,
        () -> {
          queue.add(job);
          awaited.add(job.guid());
        });
    after(TimeUnit.SECONDS.toMillis(GIVE_UP_SECONDS), () -> giveUp(job));
  }

  private void subscribe(Job job) {
    job.subscribedBy(wire.send("subscribe: " + job.guid()));
  }

  private void giveUp(Job job) {
    if (awaited.remove(job.guid())) {
      job.over();
      subscribed.remove(job.guid());
      sender.execute(() -> wire.send("unsubscribe: " + job.guid()));
    }
  }

  private void received(String frame) {
    lastFrame = System.nanoTime();
    Matcher guid = GUID.matcher(frame);
    if (!guid.matches()) {
      ledger.foreignFrame(frame);
      return;
    }
    ledger.received(guid.group(1), frame);
    if (awaited.remove(guid.group(1))) {
      sender.execute(
          () -> {
            subscribed.remove(guid.group(1));
            wire.send("ack: " + guid.group(1));
            wire.send("unsubscribe: " + guid.group(1));
          });
    }
  }

  private void cutOff() {
    subscribed.values().forEach(Job::subscriberCutOff);
  }

  private void subscribeAgain() {
    subscribed.values().forEach(job -> sender.execute(() -> subscribe(job)));
  }

  private void ping() {
    long pinged = System.nanoTime();
    sender.execute(() -> wire.send("ping"));
    after(
        TimeUnit.SECONDS.toMillis(PONG_SECONDS),
        () -> {
          if (lastFrame < pinged) {
            wire.drop();
          }
        });
  }

  private void after(long millis, Runnable task) {
    ScheduledFuture<?> _ = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  int reconnects() {
    return wire.reconnects();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    sender.shutdownNow();
    wire.close();
  }
}
