// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.faults.CallListener;
import dev.eventsrelay.emulator.gateway.GatewayListener;
import dev.eventsrelay.emulator.gateway.GatewayListener.RouteRequest;
import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.StartedInvocation;
import dev.eventsrelay.emulator.queue.QueueListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private final TraceStore store;
  private final QueueTraces queues;
  private final Environments environments = new Environments();

  Traces(Sampler sampler, Counters counters, InstantSource clock) {
    store = new TraceStore(sampler, counters, clock);
    queues = new QueueTraces(store);
  }

  /** After how many receives each queue gives a message up, by its name. */
  synchronized void giveUpAfter(Map<String, Integer> receives) {
    queues.giveUpAfter(receives);
  }

  synchronized void add(List<Happening> happenings) {
    happenings.forEach(this::add);
  }

  private void add(Happening happening) {
    switch (happening) {
      case Happening.Requested(long at, GatewayListener.RouteRequest request) ->
          store.begin(at, request);
      case Happening.Answered(long at, GatewayListener.RouteAnswer answer) -> {
        store.answered(answer.requestId());
        store.change(store.find(answer.requestId()), trace -> trace.answered(answer, at));
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
      case Happening.Sent(long at, QueueListener.Sending sending) -> queues.sent(at, sending);
      case Happening.Received(long at, QueueListener.Receipt receipt) ->
          queues.received(at, receipt);
      case Happening.Left left -> queues.left(left);
      case Happening.Letters letters -> queues.letters(letters);
    }
  }

  private void started(long at, StartedInvocation invocation) {
    List<Subject> subjects = subjects(invocation.event());
    environments.add(new Work(invocation, at, subjects));
    change(subjects, trace -> trace.takenBy(invocation.functionName()));
  }

  /** The messages of an event: a batch's, or the one that API Gateway has sent. */
  private List<Subject> subjects(byte[] event) {
    List<Subject> batch = queues.batch(event);
    if (!batch.isEmpty()) {
      return batch;
    }
    String requestId = ApiRequestId.in(event);
    RouteRequest request = store.request(requestId);
    Subject subject =
        request == null
            ? new Subject("", requestId, "", Step.NOTHING)
            : new Subject("", requestId, request.connectionId(), Text.cut(request.text()));
    Trace trace = store.find(requestId);
    if (trace != null) {
      var _ = subject.traced(trace);
    }
    return List.of(subject);
  }

  private void completed(long at, CompletedInvocation invocation) {
    Work work = environments.byRequestId(invocation.requestId());
    if (work == null) {
      return;
    }
    work.ended(at);
    change(
        work.subjects(),
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
        subjects(event),
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
    change(owners.subjects(), trace -> trace.add(step.apply(trace)));
  }

  private void written(long at, String function, long pid, String line) {
    Matcher ids = UUID.matcher(line);
    while (ids.find()) {
      Work work = environments.byRequestId(ids.group());
      if (work != null) {
        Environments.Owners owners = Environments.within(work, line, Evidence.REQUEST_ID);
        add(
            owners,
            trace ->
                new Step(
                    Step.Kind.LINE,
                    Text.of(Text.cut(line)),
                    "%s[%d]".formatted(function, pid),
                    trace.since(at),
                    Duration.ZERO,
                    "",
                    false,
                    owners.evidence(),
                    Step.NOTHING,
                    Step.NOTHING));
        return;
      }
    }
  }

  private void change(List<Subject> subjects, Consumer<Trace> change) {
    subjects.forEach(subject -> store.change(subject, change));
  }

  /** Reads one trace under the lock; empty if it is unknown or forgotten. */
  synchronized <T> Optional<T> read(String requestId, Function<Trace, T> reader) {
    return store.read(requestId, reader);
  }

  /** Reads the newest traces that match a search, newest first, and keeps those that will match. */
  synchronized <T> List<T> search(String words, int limit, Function<Trace, T> reader) {
    return store.search(words, limit, reader);
  }

  /** The newest traces that have changed since a version, at most so many, newest first. */
  synchronized <T> List<T> changedSince(long since, int limit, Function<Trace, T> reader) {
    return store.changedSince(since, limit, reader);
  }

  synchronized long version() {
    return store.version();
  }
}
