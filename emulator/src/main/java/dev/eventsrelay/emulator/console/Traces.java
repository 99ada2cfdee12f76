// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.console.Counters.Count;
import dev.eventsrelay.emulator.faults.CallListener;
import dev.eventsrelay.emulator.gateway.GatewayListener;
import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.StartedInvocation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The latest messages, each with all that is known to belong to it. At most {@value #MAX_TRACES}
 * are kept, of at most {@value #MAX_BYTES} bytes; under load, a sample of the messages.
 * Thread-safe.
 */
final class Traces {
  static final int MAX_TRACES = 2_000;
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final SequencedMap<String, Trace> byRequestId = new LinkedHashMap<>();
  private final SequencedMap<String, GatewayListener.RouteRequest> untraced = new LinkedHashMap<>();
  private final Environments environments = new Environments();
  private final Sampler sampler;
  private final Counters counters;
  private final InstantSource clock;
  private long bytes;
  private long version;

  Traces(Sampler sampler, Counters counters, InstantSource clock) {
    this.sampler = sampler;
    this.counters = counters;
    this.clock = clock;
  }

  synchronized void add(List<Happening> happenings) {
    happenings.forEach(this::add);
  }

  private void add(Happening happening) {
    switch (happening) {
      case Happening.Requested(long at, GatewayListener.RouteRequest request) ->
          requested(at, request);
      case Happening.Answered(long at, GatewayListener.RouteAnswer answer) -> {
        untraced.remove(answer.requestId());
        change(byRequestId.get(answer.requestId()), trace -> trace.answered(answer, at));
      }
      case Happening.Started(long at, StartedInvocation invocation) -> started(at, invocation);
      case Happening.Completed(long at, CompletedInvocation invocation) ->
          completed(at, invocation);
      case Happening.Throttled(long at, String function, byte[] event, String reason) ->
          throttled(at, function, event, reason);
      case Happening.Called(long at, CallListener.Call call) -> called(at, call);
      case Happening.Posted(long at, GatewayListener.AnsweredPost post) -> posted(at, post);
      case Happening.Written(long at, String function, long pid, String line) ->
          written(at, function, pid, line);
    }
  }

  private void requested(long at, GatewayListener.RouteRequest request) {
    if (!sampler.takes(request, at)) {
      counters.add(Count.TRACES_LEFT_OUT);
      untraced.put(request.requestId(), request);
      if (untraced.size() > MAX_TRACES) {
        untraced.pollFirstEntry();
      }
      return;
    }
    long millis = clock.millis() - (System.nanoTime() - at) / 1_000_000;
    Trace trace = new Trace(request, at, millis);
    byRequestId.put(request.requestId(), trace);
    bytes += trace.bytes();
    change(trace, _ -> {});
    while (byRequestId.size() > MAX_TRACES || bytes > MAX_BYTES) {
      Trace oldest = byRequestId.pollFirstEntry().getValue();
      bytes -= oldest.bytes();
    }
  }

  private void started(long at, StartedInvocation invocation) {
    String requestId = ApiRequestId.in(invocation.event());
    Trace trace = byRequestId.get(requestId);
    GatewayListener.RouteRequest request =
        trace == null ? untraced.get(requestId) : trace.request();
    Work.Origin origin =
        request == null
            ? new Work.Origin("", Step.NOTHING, null)
            : new Work.Origin(request.connectionId(), Text.cut(request.text()), trace);
    environments.add(new Work(invocation, at, origin));
    change(trace, one -> one.takenBy(invocation.functionName()));
  }

  private void completed(long at, CompletedInvocation invocation) {
    Work work = environments.byRequestId(invocation.requestId());
    if (work == null) {
      return;
    }
    work.ended(at);
    change(
        work.trace(),
        trace ->
            trace.add(
                new Step(
                    Step.Kind.INVOCATION,
                    invocation.functionName(),
                    "pid " + invocation.pid(),
                    trace.since(work.beganNanos()),
                    invocation.duration(),
                    outcome(invocation.result()),
                    !(invocation.result() instanceof InvocationResult.Response),
                    Evidence.REQUEST_ID,
                    Text.cut(invocation.event()),
                    invocation.result() instanceof InvocationResult.Response(byte[] payload)
                        ? Text.cut(payload)
                        : Step.NOTHING)));
  }

  private static String outcome(InvocationResult result) {
    return switch (result) {
      case InvocationResult.Response _ -> "returned";
      case InvocationResult.FunctionError(String type, String message) -> type + ": " + message;
      case InvocationResult.TimedOut(Duration after) ->
          "timed out after " + after.toMillis() + " ms";
      case InvocationResult.Throttled _ -> "refused";
    };
  }

  private void throttled(long at, String function, byte[] event, String reason) {
    change(
        byRequestId.get(ApiRequestId.in(event)),
        trace -> {
          trace.takenBy(function);
          trace.add(
              new Step(
                  Step.Kind.INVOCATION,
                  function,
                  "",
                  trace.since(at),
                  Duration.ZERO,
                  "refused: " + reason,
                  true,
                  Evidence.REQUEST_ID,
                  Text.cut(event),
                  Step.NOTHING));
        });
  }

  private void called(long at, CallListener.Call call) {
    long began = at - call.duration().toNanos();
    String body = Text.of(call.request());
    var owners = environments.owners(call.userAgent(), call.traceId(), body, began);
    add(
        owners,
        trace ->
            new Step(
                Step.Kind.CALL,
                attempted(call.operation(), call.attempt()),
                "",
                trace.since(began),
                call.duration(),
                Integer.toString(call.status()),
                call.status() >= 400,
                owners.evidence(),
                call.request(),
                call.response()));
  }

  private void posted(long at, GatewayListener.AnsweredPost post) {
    long began = at - post.duration().toNanos();
    String named = post.connectionId() + " " + Text.of(post.text());
    var owners = environments.owners(post.userAgent(), post.traceId(), named, began);
    add(
        owners,
        trace ->
            new Step(
                Step.Kind.POST,
                attempted("%d bytes".formatted(post.bytes()), post.attempt()),
                post.connectionId(),
                trace.since(began),
                post.duration(),
                Integer.toString(post.status()),
                post.status() >= 400,
                owners.evidence(),
                post.text(),
                Step.NOTHING));
  }

  private static String attempted(String what, int attempt) {
    return attempt == 1 ? what : "%s, attempt %d".formatted(what, attempt);
  }

  private void add(Environments.Owners owners, Function<Trace, Step> step) {
    owners.works().forEach(work -> change(work.trace(), trace -> trace.add(step.apply(trace))));
  }

  private void written(long at, String function, long pid, String line) {
    Matcher ids = UUID.matcher(line);
    while (ids.find()) {
      Work work = environments.byRequestId(ids.group());
      if (work != null) {
        change(
            work.trace(),
            trace ->
                trace.add(
                    new Step(
                        Step.Kind.LINE,
                        Text.of(Text.cut(line)),
                        "%s[%d]".formatted(function, pid),
                        trace.since(at),
                        Duration.ZERO,
                        "",
                        false,
                        Evidence.REQUEST_ID,
                        Step.NOTHING,
                        Step.NOTHING)));
        return;
      }
    }
  }

  private void change(@Nullable Trace trace, Consumer<Trace> change) {
    if (trace == null) {
      return;
    }
    int before = trace.bytes();
    change.accept(trace);
    trace.changed(++version);
    if (byRequestId.get(trace.request().requestId()) == trace) {
      bytes += trace.bytes() - before;
    }
  }

  /** Reads one trace under the lock; empty if it is unknown or forgotten. */
  synchronized <T> Optional<T> read(String requestId, Function<Trace, T> reader) {
    return Optional.ofNullable(byRequestId.get(requestId)).map(reader);
  }

  /** Reads the newest traces that match a search, newest first, and keeps those that will match. */
  synchronized <T> List<T> search(String words, int limit, Function<Trace, T> reader) {
    sampler.watch(words);
    List<T> found = new ArrayList<>();
    for (Trace trace : byRequestId.sequencedValues().reversed()) {
      if (found.size() == limit) {
        break;
      }
      if (trace.contains(words)) {
        found.add(reader.apply(trace));
      }
    }
    return found;
  }

  /** The newest traces that have changed since a version, at most so many, newest first. */
  synchronized <T> List<T> changedSince(long since, int limit, Function<Trace, T> reader) {
    List<T> changed = new ArrayList<>();
    int looked = 0;
    for (Trace trace : byRequestId.sequencedValues().reversed()) {
      if (changed.size() == limit || ++looked > 10 * limit) {
        break;
      }
      if (trace.version() > since) {
        changed.add(reader.apply(trace));
      }
    }
    return changed;
  }

  synchronized long version() {
    return version;
  }
}
