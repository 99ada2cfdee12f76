// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Permit;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.telemetry.InvocationTelemetry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has a handler answer one event, or answers in its stead.
 *
 * <p>The work runs on a virtual thread. Only so can the answer come in time whatever the work does;
 * and 64 platform threads starve the JIT compiler of a cold environment (measured: 262-336
 * microseconds of CPU a call against 100-145). Thread-safe.
 */
final class EventFrame {
  /** API Gateway gives up after 29 s: no function timeout may let the answer come later. */
  private static final Duration LONGEST = Duration.ofSeconds(28);

  /** How long before the invocation's end the handler answers by itself. */
  private static final Duration ANSWER_RESERVE = Duration.ofMillis(200);

  /** How long before the invocation's end the work must be done. */
  private static final Duration WORK_RESERVE = Duration.ofMillis(400);

  private final ExecutionEnvironment environment;
  private final WebSocketHandler handler;
  private final Function<Unanswered, Response> otherwise;

  EventFrame(
      ExecutionEnvironment environment,
      WebSocketHandler handler,
      Function<Unanswered, Response> otherwise) {
    this.environment = requireNonNull(environment, "environment is null");
    this.handler = requireNonNull(handler, "handler is null");
    this.otherwise = requireNonNull(otherwise, "otherwise is null");
  }

  /**
   * An answer.
   *
   * @param rest what is left to do when it was given; never throws
   */
  record Answer(Response response, Runnable rest) {}

  /** Asks for a place; null turns the event away. */
  @FunctionalInterface
  interface Gate {
    @Nullable Permit admit(InvocationContext invocation, Deadline answerBy);
  }

  Answer answer(WebSocketEvent event, Map<String, String> moreIds, Context context, Gate gate) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    Duration budget = left.compareTo(LONGEST) < 0 ? left : LONGEST;
    Deadline answerBy = environment.deadline(budget.minus(ANSWER_RESERVE));
    Deadline workBy = environment.deadline(budget.minus(WORK_RESERVE));

    try (InvocationTelemetry telemetry = telemetry(event, moreIds, context)) {
      String connection = event.getRequestContext().getConnectionId();
      if (connection == null || connection.isEmpty()) {
        telemetry.log().log(Level.ERROR, "not an event of a WebSocket API", Map.of());
        return new Answer(
            Response.of(400, "The event has no requestContext.connectionId.").withRetry(),
            () -> {});
      }
      ConnectionId id = new ConnectionId(connection);
      Aftermath.OfInvocation aftermath = environment.aftermath().of(workBy, telemetry.log());
      Response response =
          guarded(
              telemetry,
              () ->
                  answer(
                      event,
                      environment.invocation(id, event, workBy, telemetry, aftermath),
                      answerBy,
                      gate));
      return new Answer(response, aftermath.beforeAnswer());
    }
  }

  /** The telemetry of an event, with what tells its lines from those of others. */
  InvocationTelemetry telemetry(
      WebSocketEvent event, Map<String, String> moreIds, Context context) {
    Map<String, String> ids = new HashMap<>(moreIds);
    ids.put("requestId", context.getAwsRequestId());
    String traceId = context.getXrayTraceId();
    if (traceId != null) {
      ids.put("xrayTraceId", traceId);
    }
    String connection = event.getRequestContext().getConnectionId();
    if (connection != null && !connection.isEmpty()) {
      ids.put("connectionId", connection);
    }
    return environment.telemetry().begin(context.getFunctionName(), ids);
  }

  private Response guarded(InvocationTelemetry telemetry, Supplier<Response> answer) {
    try {
      return answer.get();
    } catch (RuntimeException | Error e) {
      telemetry.metrics().failed(FunctionMetric.Failed.UNEXPECTED);
      environment.failFast().failed(telemetry.log(), "handler failed", e);
      return otherwise.apply(Unanswered.FAILED);
    }
  }

  private Response answer(
      WebSocketEvent event, InvocationContext invocation, Deadline answerBy, Gate gate) {
    if (answerBy.hasPassed()) {
      return late(invocation);
    }
    Permit permit = gate.admit(invocation, answerBy);
    if (permit == null) {
      return otherwise.apply(Unanswered.OVERLOADED);
    }
    return environment
        .tasks()
        .start(permit, () -> handler.handle(event, invocation))
        .join(answerBy)
        .orElseGet(() -> late(invocation));
  }

  private Response late(InvocationContext invocation) {
    invocation.metrics().failed(FunctionMetric.Failed.OUT_OF_TIME);
    invocation.log(Level.ERROR, "no time left", Map.of());
    return otherwise.apply(Unanswered.LATE);
  }
}
