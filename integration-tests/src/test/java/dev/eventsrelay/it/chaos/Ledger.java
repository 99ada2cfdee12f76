// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.it.Message;
import dev.eventsrelay.it.chaos.Trace.Outcome;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps what clients received, and how the functions did with each message. Thread-safe. */
final class Ledger implements FunctionListener {
  private static final Pattern SUBSCRIBE = Pattern.compile("subscribe: (.+)");
  private static final Pattern RESULT = Pattern.compile("\\{\"guid\":\"([^\"]+)\".*");
  private static final int MAX_EXAMPLES = 5;

  private static final Pattern LATE =
      Pattern.compile("Request (\\S+) was answered after (\\d+) ms, too late");

  /**
   * For which a busy machine keeps a thread waiting. An answer that is late by less was not late by
   * its handler's doing.
   */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final Map<String, Job> jobs = new ConcurrentHashMap<>();
  private final Map<String, String> wires = new ConcurrentHashMap<>();
  private final Map<String, Trace> traces = new ConcurrentHashMap<>();
  private final long began = System.nanoTime();
  private final AtomicLong lastMessage = new AtomicLong(began);
  private final AtomicInteger withoutAck = new AtomicInteger();
  private final AtomicInteger gatewayErrors = new AtomicInteger();
  private final AtomicInteger nacks = new AtomicInteger();
  private final AtomicInteger garbage = new AtomicInteger();
  private final AtomicInteger corrupted = new AtomicInteger();
  private final AtomicInteger failedDisconnects = new AtomicInteger();
  private final AtomicInteger killed = new AtomicInteger();
  private final AtomicInteger throttled = new AtomicInteger();
  private final List<HandlerError> handlerErrors = new CopyOnWriteArrayList<>();
  private final List<LateAnswer> lateAnswers = new CopyOnWriteArrayList<>();
  private final List<String> strangeFrames = new CopyOnWriteArrayList<>();

  private record HandlerError(String requestId, Duration duration, String described) {}

  private record LateAnswer(String requestId, Duration after, String sentence) {
    boolean isATurnAfter(HandlerError error) {
      return requestId.equals(error.requestId())
          && after.minus(error.duration()).compareTo(TURN) < 0;
    }
  }

  void add(Job job) {
    jobs.put(job.guid(), job);
  }

  Collection<Job> jobs() {
    return jobs.values();
  }

  /** How the functions did with what concerns that guid. */
  Trace trace(String guid) {
    return traces.computeIfAbsent(guid, _ -> new Trace());
  }

  /** A client got a result. */
  void received(String guid, String frame) {
    Job job = jobs.get(guid);
    if (job == null || !job.frame().equals(frame)) {
      corrupted.incrementAndGet();
      return;
    }
    job.received();
  }

  /** A client got what is neither a result nor an ack. */
  void foreignFrame(String frame) {
    if (frame.equals("pong")) {
      return;
    }
    if (frame.startsWith("{\"type\":\"nack\"")) {
      nacked();
      return;
    }
    if (isGatewayError(frame)) {
      gatewayErrors.incrementAndGet();
      return;
    }
    if (strangeFrames.size() < MAX_EXAMPLES) {
      strangeFrames.add(frame);
    }
  }

  /** A waiter took a frame for its result that is not. */
  void garbage(Job job, String frame) {
    garbage.incrementAndGet();
    foreignFrame(frame);
    job.mistaken();
  }

  /** A worker heard that nobody was subscribed. */
  void nacked() {
    nacks.incrementAndGet();
  }

  /** A worker gave up waiting for an ack. */
  void withoutAck() {
    withoutAck.incrementAndGet();
  }

  private static boolean isGatewayError(String frame) {
    return frame.startsWith("{\"message\": \"Internal server error\"");
  }

  @Override
  public void completed(CompletedInvocation invocation) {
    InvocationResult result = invocation.result();
    List<Handled> events = Handled.of(invocation.event(), result);
    if (Outcome.isOfKilled(result)) {
      killed.incrementAndGet();
    } else if (!(result instanceof InvocationResult.Response)
        || events.stream().anyMatch(event -> event.outcome() == Outcome.HANDLER_FAILED)) {
      handlerError(invocation);
    }
    events.forEach(this::event);
  }

  private void handlerError(CompletedInvocation invocation) {
    if (handlerErrors.size() < MAX_EXAMPLES) {
      String described =
          invocation.result() instanceof InvocationResult.Response(byte[] payload)
              ? new String(payload, UTF_8)
              : invocation.result().toString();
      handlerErrors.add(
          new HandlerError(
              invocation.requestId(),
              invocation.duration(),
              "%s %s: %s after %s, %s after the start"
                  .formatted(
                      invocation.functionName(),
                      invocation.requestId(),
                      described,
                      invocation.duration(),
                      Duration.ofNanos(System.nanoTime() - began))));
    }
  }

  @Override
  public void notice(String functionName, long pid, String sentence) {
    Matcher late = LATE.matcher(sentence);
    if (late.find()) {
      Duration after = Duration.ofMillis(Long.parseLong(late.group(2)));
      lateAnswers.add(new LateAnswer(late.group(1), after, sentence));
    }
  }

  @Override
  public void throttled(String functionName, byte[] event, String reason) {
    throttled.incrementAndGet();
    Handled.of(event, new InvocationResult.Throttled()).forEach(this::event);
  }

  private void event(Handled event) {
    Message message = event.message();
    switch (message.routeKey()) {
      case "$connect" -> wires.put(message.connectionId(), event.wire());
      case "$disconnect" -> {
        if (event.outcome() != Outcome.DONE && event.outcome() != Outcome.AGAIN) {
          failedDisconnects.incrementAndGet();
        }
      }
      default ->
          message(wires.getOrDefault(message.connectionId(), ""), message.body(), event.outcome());
    }
  }

  private void message(String wire, String body, Outcome outcome) {
    long now = System.nanoTime();
    Duration when = Duration.ofNanos(now - began);
    String subscribed = match(SUBSCRIBE, body);
    if (subscribed != null) {
      lastMessage.set(now);
      trace(subscribed).subscribed(wire, outcome, when);
    }
    String published = match(RESULT, body);
    if (published != null) {
      lastMessage.set(now);
      trace(published).published(outcome, when);
    }
  }

  /** How long there has been no subscription and no result. */
  Duration silence() {
    return Duration.ofNanos(System.nanoTime() - lastMessage.get());
  }

  private static @Nullable String match(Pattern pattern, String body) {
    Matcher matcher = pattern.matcher(body);
    return matcher.matches() ? matcher.group(1) : null;
  }

  int withoutAcks() {
    return withoutAck.get();
  }

  int nacks() {
    return nacks.get();
  }

  int gatewayErrors() {
    return gatewayErrors.get();
  }

  int garbageTaken() {
    return garbage.get();
  }

  int corruptedFrames() {
    return corrupted.get();
  }

  /** Invocations whose environment was killed. */
  int killedInvocations() {
    return killed.get();
  }

  /** Invocations that no environment could take. */
  int throttledInvocations() {
    return throttled.get();
  }

  int failedDisconnects() {
    return failedDisconnects.get();
  }

  /** What no fault explains; empty unless a handler threw, or hung for longer than its turn. */
  List<String> handlerErrors() {
    return handlerErrors.stream()
        .filter(error -> lateAnswers.stream().noneMatch(late -> late.isATurnAfter(error)))
        .map(HandlerError::described)
        .toList();
  }

  /** How late the answers were that did not come in time, but came. */
  List<String> lateAnswers() {
    return lateAnswers.stream().map(LateAnswer::sentence).toList();
  }

  /** Frames that the protocol does not know, as far as kept. */
  List<String> strangeFrames() {
    return List.copyOf(strangeFrames);
  }
}
