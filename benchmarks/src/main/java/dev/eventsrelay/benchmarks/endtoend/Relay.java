// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.load.Pace;
import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import dev.eventsrelay.websocket.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compile cycles over a whole emulator: a router subscribes, a second later a worker publishes, the
 * router acknowledges what it receives, the worker gets the ack, the router unsubscribes. Meanwhile
 * another client pings, far more often than a real one.
 */
final class Relay implements AutoCloseable {
  /** How long before its result a guid is subscribed to: a compilation takes longer. */
  private static final Duration LEAD = Duration.ofSeconds(1);

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Pattern GUID = Pattern.compile("\"guid\":\"e2e-(\\d+)\"");

  /** A nack names the guid too: it comes before a result that is repeated. */
  private static final Pattern ACK = Pattern.compile("\\{\"type\":\"ack\",\"guid\":\"e2e-(\\d+)\"");

  private static final String PADDING = "x".repeat(1000);

  /**
   * One of so many cycles comes with a ping, if the one before has been answered: pongs have no id.
   */
  private static final int CYCLES_PER_PING = 4;

  private final Emulator emulator;
  private final Clients sockets = new Clients();
  private final List<Connection> routers = new ArrayList<>();
  private final List<Connection> workers = new ArrayList<>();
  private final Connection pinger;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, Cycle> cycles = new ConcurrentHashMap<>();
  private volatile Arrivals pongs = new Arrivals();
  private volatile long ping;

  private record Cycle(Connection router, Arrivals receipts, Arrivals acks) {}

  Relay(Emulator emulator, int routers, int workers) {
    this.emulator = requireNonNull(emulator, "emulator is null");
    for (int i = 0; i < routers; i++) {
      this.routers.add(sockets.connect(emulator.webSocketUrl(), this::routerReceives).join());
    }
    for (int i = 0; i < workers; i++) {
      this.workers.add(sockets.connect(emulator.webSocketUrl(), this::workerReceives).join());
    }
    this.pinger = sockets.connect(emulator.webSocketUrl(), this::pingerReceives).join();
  }

  /** Runs cycles at that rate for that long. */
  Step at(double rate, Duration duration) throws InterruptedException {
    Arrivals receipts = new Arrivals();
    Arrivals acks = new Arrivals();
    pongs = new Arrivals();
    CoreMeter functions = new CoreMeter(functionPids());
    CoreMeter self = new CoreMeter(List.of(ProcessHandle.current().pid()));
    CoreMeter database = new CoreMeter(databasePids());
    long first = ids.get();
    long count = Math.max(1, Math.round(rate * duration.toSeconds()));
    long lead = Math.round(rate * LEAD.toSeconds());
    Pace pace = new Pace(System.nanoTime(), rate);
    for (long n = 0; n < count + lead; n++) {
      long due = pace.await(n);
      if (n < count) {
        subscribe(first + n, receipts, acks);
      }
      if (n >= lead) {
        publish(first + n - lead, due, receipts, acks);
      }
      if (n % CYCLES_PER_PING == 0 && pongs.allHaveArrived()) {
        ping(n, due);
      }
    }
    double functionCores = functions.cores();
    double selfCores = self.cores();
    double databaseCores = database.cores();
    receipts.await(GRACE);
    acks.await(GRACE);
    pongs.await(GRACE);
    ids.addAndGet(count);
    double seconds = (receipts.lastNanos() - pace.due(lead)) / 1e9;
    return new Step(
        rate,
        count,
        receipts.times().getTotalCount(),
        seconds,
        receipts.times(),
        acks.times(),
        pongs.times(),
        functionCores,
        selfCores,
        databaseCores);
  }

  private void subscribe(long id, Arrivals receipts, Arrivals acks) {
    Connection router = routers.get((int) (id % routers.size()));
    cycles.put(id, new Cycle(router, receipts, acks));
    var _ = router.send("subscribe: e2e-" + id);
  }

  private void publish(long id, long due, Arrivals receipts, Arrivals acks) {
    receipts.expect(id, due);
    acks.expect(id, due);
    Connection worker = workers.get((int) (id % workers.size()));
    var _ =
        worker.send("{\"guid\":\"e2e-%d\",\"code\":0,\"stdout\":\"%s\"}".formatted(id, PADDING));
  }

  private void ping(long id, long due) {
    pongs.expect(id, due);
    ping = id;
    var _ = pinger.send("ping");
  }

  private void pingerReceives(String frame) {
    if (frame.equals("pong")) {
      pongs.arrived(ping);
    }
  }

  private void routerReceives(String frame) {
    Matcher guid = GUID.matcher(frame);
    if (!guid.find()) {
      return;
    }
    long id = Long.parseLong(guid.group(1));
    Cycle cycle = cycles.get(id);
    if (cycle != null && cycle.receipts().arrived(id)) {
      var _ = cycle.router().send("ack: e2e-" + id);
    }
  }

  private void workerReceives(String frame) {
    Matcher guid = ACK.matcher(frame);
    if (!guid.find()) {
      return;
    }
    long id = Long.parseLong(guid.group(1));
    Cycle cycle = cycles.remove(id);
    if (cycle != null && cycle.acks().arrived(id)) {
      var _ = cycle.router().send("unsubscribe: e2e-" + id);
    }
  }

  private List<Long> functionPids() {
    return emulator.functions().values().stream()
        .flatMap(List::stream)
        .map(EnvironmentStatus::pid)
        .toList();
  }

  /** Of the processes that the emulator has started, those that are no functions. */
  private List<Long> databasePids() {
    List<Long> functions = functionPids();
    return ProcessHandle.current()
        .children()
        .map(ProcessHandle::pid)
        .filter(pid -> !functions.contains(pid))
        .toList();
  }

  @Override
  public void close() {
    sockets.close();
  }
}
