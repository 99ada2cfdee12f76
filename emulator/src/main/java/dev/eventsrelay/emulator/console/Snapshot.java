// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.faults.FaultText;
import dev.eventsrelay.emulator.lambda.Compute;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import java.util.UUID;

/**
 * The messages of the live stream: one when a page joins, and one for each tick. Counts are totals
 * since the start, so a page that misses a tick misses nothing of them. {@link #tick} is called by
 * one thread.
 */
final class Snapshot {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_TRACES = 25;

  /** A page that meets another id knows that the emulator was started anew. */
  private final String startId = UUID.randomUUID().toString();

  private final Running running;
  private final Observed observed;
  private final QueueWatch queues;
  private long sentVersion;

  Snapshot(Running running, Observed observed, QueueWatch queues) {
    this.running = running;
    this.observed = observed;
    this.queues = queues;
  }

  String hello() {
    ObjectNode hello = JSON.createObjectNode().put("type", "hello").put("startId", startId);
    hello.put("title", running.title()).put("stage", running.stage());
    ObjectNode routes = hello.putObject("routes");
    running.routes().forEach(routes::put);
    ArrayNode tables = hello.putArray("tables");
    running.tables().forEach(tables::add);
    ArrayNode shown = hello.putArray("queues");
    for (ShownQueue queue : running.queues()) {
      ObjectNode one = shown.addObject().put("id", queue.id()).put("name", queue.name());
      queue.deadLetters().ifPresent(letters -> one.put("deadLetters", letters));
      queue.routes().forEach(one.putArray("routes")::add);
      queue.functions().forEach(one.putArray("functions")::add);
    }
    return hello.toString();
  }

  String tick() {
    ObjectNode tick = JSON.createObjectNode().put("type", "tick");
    tick.put("at", System.currentTimeMillis());
    tick.put("connections", observed.clients().count());
    ObjectNode counts = tick.putObject("counts");
    observed.counters().all().forEach(counts::put);
    ArrayNode functions = tick.putArray("functions");
    running.pools().forEach((id, pool) -> write(functions.addObject().put("id", id), pool));
    queues.look();
    ArrayNode shown = tick.putArray("queues");
    running.queues().forEach(queue -> write(shown.addObject().put("id", queue.id()), queue));
    ArrayNode faults = tick.putArray("faults");
    running.faults().standing().forEach(fault -> faults.add(FaultText.of(fault)));
    ArrayNode notices = tick.putArray("notices");
    observed.notices().latest().stream()
        .limit(5)
        .forEach(
            notice ->
                notices
                    .addObject()
                    .put("at", notice.at())
                    .put("function", notice.function())
                    .put("pid", notice.pid())
                    .put("sentence", notice.sentence()));
    long version = observed.traces().version();
    ArrayNode traces = tick.putArray("traces");
    observed
        .traces()
        .changedSince(sentVersion, MAX_TRACES, TraceJson::summary)
        .forEach(traces::add);
    sentVersion = version;
    return tick.toString();
  }

  private void write(ObjectNode function, FunctionPool pool) {
    Counters.OfFunction counts = observed.counters().function(pool.function().name());
    function
        .put("slots", pool.function().compute().concurrency())
        .put("started", counts.started.sum())
        .put("refused", counts.refused.sum())
        .put("failed", counts.failed.sum());
    if (pool.function().compute() instanceof Compute.Standard standard) {
      // Its environments are made on demand, so those that run now are no measure.
      function.put("maxEnvironments", standard.maxEnvironments());
    }
    ArrayNode environments = function.putArray("environments");
    for (EnvironmentStatus environment : pool.environments()) {
      environments
          .addObject()
          .put("pid", environment.pid())
          .put("ready", environment.state() == EnvironmentStatus.State.READY)
          .put("busy", environment.inFlight());
    }
  }

  private void write(ObjectNode one, ShownQueue queue) {
    Counters.OfQueue counts = observed.counters().queue(queue.name());
    one.put("sent", counts.sent.sum())
        .put("received", counts.received.sum())
        .put("again", counts.again.sum())
        .put("deleted", counts.deleted.sum())
        .put("returned", counts.returned.sum());
    queues
        .counts(queue.id())
        .ifPresent(
            now ->
                one.put("waiting", now.waiting())
                    .put("inFlight", now.inFlight())
                    .put("delayed", now.delayed()));
    observed
        .backlog()
        .oldest(queue.name())
        .ifPresent(at -> one.put("oldest", Math.max(0, System.currentTimeMillis() - at)));
  }
}
