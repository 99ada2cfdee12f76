// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.fasterxml.jackson.core.JacksonException;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.Invocation;
import dev.eventsrelay.relay.ManagementApiSource;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Metrics.Failure;
import dev.eventsrelay.relay.Places;
import dev.eventsrelay.relay.Tasks;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The frame around each handler: an answer to every event, in time.
 *
 * <p>No exception and no time-out leaves it, because API Gateway would turn either into a JSON
 * frame to the client, and a client that waits for a result takes any JSON frame for it.
 *
 * <p>The work runs on a virtual thread of its own. Only so can the handler answer in time whatever
 * the work does; and 64 platform threads starve the JIT compiler of a cold environment (measured:
 * 262-336 microseconds of CPU a call against 100-145). Thread-safe.
 */
public final class WebSocketFunction {
  /** API Gateway gives up after 29 s: no function timeout may let the answer come later. */
  private static final Duration LONGEST = Duration.ofSeconds(28);

  /** How long before the invocation's end the handler answers by itself. */
  private static final Duration ANSWER_RESERVE = Duration.ofMillis(200);

  /** How long before the invocation's end the work must be done. */
  private static final Duration WORK_RESERVE = Duration.ofMillis(400);

  /** Less time than this is not enough for two calls to the table and a post. */
  private static final Duration LEAST_WORK = Duration.ofMillis(100);

  private final Work work;
  private final APIGatewayV2WebSocketResponse whenOverloaded;
  private final Places inFlight;
  private final ManagementApiSource managementApis;
  private final LineSink out;
  private final Level logLevel;
  private final FailFast failFast;
  private final Tasks tasks;
  private final InstantSource clock;

  /** What one handler does with an event. */
  @FunctionalInterface
  public interface Work {
    /**
     * Answers by the invocation's deadline.
     *
     * @param request the event's context
     * @param body the event's body, if it had one
     */
    APIGatewayV2WebSocketResponse answer(
        WebSocketEvent.RequestContext request, @Nullable String body, Invocation invocation);
  }

  WebSocketFunction(
      Work work,
      APIGatewayV2WebSocketResponse whenOverloaded,
      Places inFlight,
      ManagementApiSource managementApis,
      LineSink out,
      Level logLevel,
      FailFast failFast,
      Tasks tasks,
      InstantSource clock) {
    this.work = requireNonNull(work, "work is null");
    this.whenOverloaded = requireNonNull(whenOverloaded, "whenOverloaded is null");
    this.inFlight = requireNonNull(inFlight, "inFlight is null");
    this.managementApis = requireNonNull(managementApis, "managementApis is null");
    this.out = requireNonNull(out, "out is null");
    this.logLevel = requireNonNull(logLevel, "logLevel is null");
    this.failFast = requireNonNull(failFast, "failFast is null");
    this.tasks = requireNonNull(tasks, "tasks is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /**
   * Answers one event, as the runtime hands it over; called by any number of threads at once.
   *
   * @param event its JSON
   * @param response gets the response's JSON
   * @throws IOException if one of the streams, which are the runtime's, fails
   */
  public void handle(InputStream event, OutputStream response, Context context) throws IOException {
    try {
      Responses.write(handle(read(event), context), response);
    } catch (RuntimeException | Error e) {
      // Nothing but a process without memory for an answer gets here.
      failFast.examine(e);
      throw e;
    }
  }

  private static @Nullable WebSocketEvent read(InputStream event) throws IOException {
    try {
      return WebSocketEvent.read(event);
    } catch (JacksonException e) {
      return null;
    }
  }

  APIGatewayV2WebSocketResponse handle(@Nullable WebSocketEvent event, Context context) {
    InvocationLines lines = new InvocationLines(out);
    JsonLines json = new JsonLines(lines, clock);
    try {
      return serve(
          event, context, new JsonLog(json, logLevel), new EmbeddedMetrics(json, logLevel));
    } finally {
      lines.end();
    }
  }

  private APIGatewayV2WebSocketResponse serve(
      @Nullable WebSocketEvent event, Context context, JsonLog log, EmbeddedMetrics metrics) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    Duration budget = left.compareTo(LONGEST) < 0 ? left : LONGEST;
    Deadline answerBy = Deadline.after(budget.minus(ANSWER_RESERVE), clock);
    Deadline workBy = Deadline.after(budget.minus(WORK_RESERVE), clock);

    WebSocketEvent.RequestContext request = event == null ? null : event.getRequestContext();
    String connection = request == null ? null : request.getConnectionId();
    if (event == null || request == null || connection == null || connection.isEmpty()) {
      log.with(ids(context)).log(Level.ERROR, "not an event of a WebSocket API", Map.of());
      return Responses.of(400, "The event has no requestContext.connectionId.");
    }

    Map<String, String> ids = ids(context);
    ids.put("connectionId", connection);
    InvocationMetrics numbers = new InvocationMetrics();
    Invocation invocation =
        new Invocation(
            new ConnectionId(connection),
            receivedAt(request),
            (to, frame, deadline) ->
                managementApis
                    .of(request.getApiId(), request.getStage(), numbers)
                    .post(to, frame, deadline),
            workBy,
            log.with(ids),
            numbers);
    try {
      return answer(request, event.getBody(), invocation, answerBy);
    } finally {
      metrics.write(context.getFunctionName(), ids, numbers.end());
    }
  }

  private APIGatewayV2WebSocketResponse answer(
      WebSocketEvent.RequestContext request,
      @Nullable String body,
      Invocation invocation,
      Deadline answerBy) {
    if (answerBy.hasPassed()) {
      return late(invocation);
    }
    if (invocation.deadline().remaining().compareTo(LEAST_WORK) < 0) {
      return turnAway(invocation, "too little time left");
    }
    if (!inFlight.take(answerBy)) {
      return turnAway(invocation, "too many invocations under way");
    }
    try {
      return tasks
          .start(() -> work(request, body, invocation))
          .join(answerBy)
          .orElseGet(() -> late(invocation));
    } catch (RuntimeException | Error e) {
      failFast.examine(e);
      invocation.metrics().failed(Failure.UNEXPECTED);
      invocation.log(Level.ERROR, "handler failed", Map.of("stackTrace", stackTrace(e)));
      return Responses.of(500, "Internal error.");
    }
  }

  /** Holds its place until it ends, which may be long after the invocation was answered. */
  private APIGatewayV2WebSocketResponse work(
      WebSocketEvent.RequestContext request, @Nullable String body, Invocation invocation) {
    try {
      return work.answer(request, body, invocation);
    } finally {
      inFlight.giveBack();
    }
  }

  private APIGatewayV2WebSocketResponse turnAway(Invocation invocation, String reason) {
    invocation.metrics().count(Counter.OVERLOADED);
    invocation.log(Level.WARNING, "overloaded", Map.of("reason", reason));
    return whenOverloaded;
  }

  /** What tells this invocation's lines from those of others. */
  private static Map<String, String> ids(Context context) {
    Map<String, String> ids = new HashMap<>();
    ids.put("requestId", context.getAwsRequestId());
    String traceId = context.getXrayTraceId();
    if (traceId != null) {
      ids.put("xrayTraceId", traceId);
    }
    return ids;
  }

  private Instant receivedAt(WebSocketEvent.RequestContext request) {
    long millis = request.getRequestTimeEpoch();
    return millis == 0 ? clock.instant() : Instant.ofEpochMilli(millis);
  }

  private static APIGatewayV2WebSocketResponse late(Invocation invocation) {
    invocation.metrics().failed(Failure.OUT_OF_TIME);
    invocation.log(Level.ERROR, "no time left", Map.of());
    return Responses.of(504, "No time left.");
  }

  private static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
