// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.faults.CallListener;
import dev.eventsrelay.emulator.gateway.GatewayListener;
import dev.eventsrelay.emulator.gateway.SidePage;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.queue.QueueListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The console of one emulator. It is created before the parts that it listens to, and shows them
 * once they are {@linkplain #open open}. Thread-safe.
 */
public final class Console implements AutoCloseable {
  /** Where the page is on the gateway's port. */
  public static final String PATH = "/_console";

  private static final int BATCH = 1_000;

  /** Enough for a person to watch; a burst has thousands. */
  private static final int TRACES_PER_SECOND = 100;

  private final Feed feed;
  private final Traces traces;
  private final ConsolePage page;
  private final Thread tracer;

  /** A console that is not open yet. */
  public Console() {
    InstantSource clock = InstantSource.system();
    Counters counters = new Counters();
    Clients clients = new Clients();
    Notices notices = new Notices(clock);
    Backlog backlog = new Backlog();
    feed = new Feed(counters, clients, notices, backlog);
    traces = new Traces(new Sampler(TRACES_PER_SECOND), counters, clock);
    page = new ConsolePage(new Observed(counters, clients, notices, traces, backlog));
    tracer = Thread.ofPlatform().daemon().name("console-traces").start(this::trace);
  }

  /** Hears of the gateway. */
  public GatewayListener gatewayListener() {
    return feed;
  }

  /** Hears of the functions. */
  public FunctionListener functionListener() {
    return feed;
  }

  /** Hears of the functions' calls. */
  public CallListener callListener() {
    return feed;
  }

  /** Hears of the queues. */
  public QueueListener queueListener() {
    return feed;
  }

  /** For the gateway. */
  public SidePage page() {
    return page;
  }

  /** Shows a running emulator. Until then, the page says that it is starting. */
  public void open(Running running) {
    page.open(running);
  }

  private void trace() {
    List<Happening> happenings = new ArrayList<>(BATCH);
    try {
      while (true) {
        feed.take(happenings, BATCH);
        traces.add(happenings);
        happenings.clear();
      }
    } catch (InterruptedException closed) {
      // The end of this thread.
    }
  }

  /** Stops. The gateway closes the page's connections. */
  @Override
  public void close() {
    tracer.interrupt();
    page.close();
  }
}
