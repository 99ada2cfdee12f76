// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.rehearsal.Scenario;
import dev.eventsrelay.rehearsal.StandIn;
import dev.eventsrelay.rehearsal.StandIn.Reply;
import dev.eventsrelay.rehearsal.Step;
import dev.eventsrelay.testkit.HttpServerFixture;
import dev.eventsrelay.testkit.RecordingLog;
import dev.eventsrelay.testkit.RecordingLog.Line;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With the parts as they are in Lambda, beside a DynamoDB that counts what reaches it. */
class RehearsalTest {
  private static final String DYNAMODB = "aws.endpointUrlDynamoDb";
  private static final int AT_ONCE = 4;

  /** What a closed environment's calls end in. */
  private static final Class<?> CLOSED = RejectedExecutionException.class;

  private final RecordingLog log = new RecordingLog();
  private final HttpServerFixture services = new HttpServerFixture();
  private final Map<String, String> variables = new HashMap<>();

  @BeforeEach
  void configure() {
    System.setProperty(DYNAMODB, services.uri().toString());
    variables.put("CONNECTIONS_TABLE", "t");
    variables.put("MANAGEMENT_API_ENDPOINT", services.uri() + "/prod");
    variables.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(AT_ONCE));
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "lambda-managed-instances");
    variables.put("REHEARSAL_SECONDS", "1");
  }

  @AfterEach
  void stop() {
    System.clearProperty(DYNAMODB);
    services.close();
  }

  @Test
  void rehearsal_runsSideBySide_andReachesNoService() {
    // Not all of them play in the first second.
    variables.put("REHEARSAL_SECONDS", "4");
    CountDownLatch allAtOnce = new CountDownLatch(AT_ONCE);
    rehearse(
        (event, invocation) -> {
          allAtOnce.countDown();
          awaitAll(allAtOnce);
          invocation.subscriptions().end(invocation.connection(), topic(), invocation.deadline());
          invocation.log(Level.ERROR, "of the rehearsal", Map.of());
          return Response.ok("");
        },
        _ -> new Reply(200, "{}"));

    Line line = onlyLine();
    assertThat(line.level()).isEqualTo(Level.INFO);
    assertThat(line.message()).isEqualTo("rehearsed");
    assertThat(number(line, "runs")).isPositive();
    assertThat(number(line, "linesDropped")).isGreaterThanOrEqualTo(number(line, "runs"));
    assertThat(number(line, "lastMicros")).isPositive();
    assertThat(number(line, "tieredStopAtLevel")).isEqualTo(4);
    assertThat(allAtOnce.getCount()).isZero();
    assertThat(services.requests()).isZero();
  }

  @Test
  void rehearsal_closesItsClients() {
    AtomicReference<ExecutionEnvironment> used = new AtomicReference<>();
    rehearsal()
        .run(
            environment -> {
              used.set(environment);
              return environment.function((_, _) -> Response.ok(""))::handle;
            },
            scenario(_ -> new Reply(200, "{}")));

    ExecutionEnvironment environment = requireNonNull(used.get());
    assertThatThrownBy(() -> disconnect(environment)).isInstanceOf(CLOSED);
  }

  private static void disconnect(ExecutionEnvironment environment) {
    environment
        .connections()
        .disconnect(new ConnectionId("c="), environment.deadline(Duration.ofSeconds(5)));
  }

  @Test
  void rehearsal_runsAgain_afterTheFirstRunIsClosed() {
    List<ExecutionEnvironment> used = new ArrayList<>();
    rehearsal()
        .run(
            environment -> {
              used.forEach(
                  before -> assertThatThrownBy(() -> disconnect(before)).isInstanceOf(CLOSED));
              used.add(environment);
              return environment.function((_, _) -> Response.ok(""))::handle;
            },
            scenario(_ -> new Reply(200, "{}")));

    assertThat(used).hasSize(2);
    assertThat(onlyLine().message()).isEqualTo("rehearsed");
    assertThat(number(onlyLine(), "millis")).isGreaterThan(990);
  }

  @Test
  void wrongAnswer_endsTheRehearsal_andIsTold() {
    variables.put("REHEARSAL_SECONDS", "60");
    rehearse((_, _) -> Response.of(503, "The store did not answer."), _ -> new Reply(200, "{}"));

    assertThat(onlyLine().level()).isEqualTo(Level.WARNING);
    assertThat(String.valueOf(onlyLine().fields().get("failure"))).contains("503");
    assertThat(number(onlyLine(), "millis")).isLessThan(20_000);
  }

  @Test
  void handlerThatCannotBeMade_isTold_andDoesNotStopTheStart() {
    rehearsal()
        .run(
            _ -> {
              throw new IllegalStateException("no handler");
            },
            scenario(_ -> new Reply(200, "{}")));

    assertThat(onlyLine().level()).isEqualTo(Level.WARNING);
    assertThat(onlyLine().message()).isEqualTo("not rehearsed");
    assertThat(onlyLine().fields().toString()).contains("no handler");
  }

  @Test
  void zeroSeconds_tellTheOptionsOfTheJvm_andRunNothing() {
    variables.put("REHEARSAL_SECONDS", "0");
    AtomicInteger events = new AtomicInteger();
    rehearse(
        (_, _) -> {
          events.incrementAndGet();
          return Response.ok("");
        },
        _ -> new Reply(200, "{}"));

    assertThat(onlyLine().fields().keySet())
        .isEqualTo(Set.of("tieredStopAtLevel", "collector", "maxHeapMiB", "processors"));
    assertThat(events).hasValue(0);
  }

  @Test
  void startThatAClientWaitsFor_isNotDelayed() {
    variables.remove("REHEARSAL_SECONDS");
    variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    rehearse((_, _) -> Response.of(500, "never called"), _ -> new Reply(200, "{}"));

    assertThat(log.lines()).isEmpty();
  }

  private void rehearse(WebSocketHandler handler, StandIn services) {
    rehearsal().run(environment -> environment.function(handler)::handle, scenario(services));
  }

  private Rehearsal rehearsal() {
    return new Rehearsal(Configuration.from(variables), "topic", log);
  }

  private static Scenario scenario(StandIn services) {
    return new Scenario(List.of(Step.message("ping", 200)), services);
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      assertThat(latch.await(4, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts it", e);
    }
  }

  private static Topic topic() {
    return new Topic("t");
  }

  private Line onlyLine() {
    assertThat(log.lines()).hasSize(1);
    return log.lines().getFirst();
  }

  private static long number(Line line, String field) {
    return ((Number) requireNonNull(line.fields().get(field), field)).longValue();
  }
}
