// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static dev.eventsrelay.testkit.HandlerFixture.event;
import static dev.eventsrelay.testkit.HandlerFixture.invoke;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import dev.eventsrelay.testkit.Waiting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WebSocketFunctionTest {
  private final HandlerFixture fixture = new HandlerFixture();
  private final FakeContext context = new FakeContext("request-1", 20_000);

  @Test
  void exception_becomesResponseAndLogLine() {
    WebSocketFunction function =
        fixture
            .environment()
            .function(
                (_, _) -> {
                  throw new IllegalArgumentException("broken");
                });

    assertThat(invoke(function::handle, event("c=", null), context).statusCode()).isEqualTo(500);
    assertThat(fixture.logLines()).hasSize(1);
    assertThat(fixture.logLines().getFirst().get("stackTrace").asText()).contains("broken");
    assertThat(fixture.logLines().getFirst().get("level").asText()).isEqualTo("ERROR");
  }

  @Test
  void managementApiThatCannotBeFound_becomesResponseToo() {
    WebSocketFunction function =
        fixture
            .environment(
                fixture.store(),
                () -> {
                  throw new IllegalStateException("no region");
                },
                Tasks.onVirtualThreads())
            .function((_, _) -> Response.ok("done"));

    assertThat(invoke(function::handle, event("c=", null), context).statusCode()).isEqualTo(500);
    assertThat(fixture.logLines().getFirst().get("stackTrace").asText()).contains("no region");
  }

  @Test
  void halfACharacter_inTheBody_isAnswered() throws IOException {
    WebSocketFunction echo =
        fixture.environment().function((event, _) -> Response.ok(String.valueOf(event.getBody())));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();

    echo.handle(
        new ByteArrayInputStream(
            "{\"requestContext\":{\"connectionId\":\"c=\"},\"body\":\"\\ud800\"}".getBytes(UTF_8)),
        answer,
        context);

    assertThat(answer.toString(UTF_8)).isEqualTo("{\"statusCode\":200,\"body\":\"\\uD800\"}");
  }

  @Test
  void error_becomesResponseToo() {
    WebSocketFunction function =
        fixture
            .environment()
            .function(
                (_, _) -> {
                  throw new AssertionError("broken");
                });

    assertThat(invoke(function::handle, event("c=", null), context).statusCode()).isEqualTo(500);
  }

  @Test
  void workThatHangs_isAnsweredBeforeTheTimeout() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    WebSocketFunction function =
        fixture
            .environment()
            .function(
                (_, _) -> {
                  try {
                    Thread.sleep(Duration.ofMinutes(1));
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                  return Response.ok("late");
                });
    long start = System.nanoTime();

    assertThat(invoke(function::handle, event("c=", null), new FakeContext("r", 600)).statusCode())
        .isEqualTo(504);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(fixture.logLines().getFirst().get("message").asText()).isEqualTo("no time left");
  }

  @Test
  void deadlineOfWork_liesWithinTheInvocation() {
    WebSocketFunction function =
        fixture
            .environment()
            .function(
                (_, invocation) ->
                    Response.ok(String.valueOf(invocation.deadline().remaining().toMillis())));

    assertThat(Long.parseLong(invoke(function::handle, event("c=", null), context).body()))
        .isBetween(15_000L, 19_700L);
    assertThat(
            Long.parseLong(
                invoke(function::handle, event("c=", null), new FakeContext("r", 900_000)).body()))
        .isBetween(20_000L, 28_000L);
  }

  @Test
  void spentInvocation_isAnsweredAtOnce() {
    WebSocketFunction function = fixture.environment().function((_, _) -> Response.ok("done"));

    assertThat(invoke(function::handle, event("c=", null), new FakeContext("r", 0)).statusCode())
        .isEqualTo(504);
  }

  @Test
  void invocationWithTooLittleTime_isTurnedAwayEarly() {
    WebSocketFunction function = fixture.environment().function((_, _) -> Response.ok("done"));

    assertThat(invoke(function::handle, event("c=", null), new FakeContext("r", 450)).statusCode())
        .isEqualTo(503);

    assertTurnedAway(fixture, "too little time left");
  }

  @Test
  void invocation_whileTooMuchIsUnderWay_isTurnedAwayEarly() throws Exception {
    HandlerFixture small = new HandlerFixture(HandlerFixture.settings(1, 1, 1));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    WebSocketFunction function =
        small
            .environment()
            .function(
                (_, _) -> {
                  begun.countDown();
                  Waiting.uninterruptibly(end);
                  return Response.ok("done");
                });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // Answered long before it ends: it does not heed the interruption.
      Future<Response> late =
          threads.submit(
              () -> invoke(function::handle, event("c=", null), new FakeContext("r", 600)));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(late.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(504);

      assertThat(invoke(function::handle, event("d=", null), context).statusCode()).isEqualTo(503);

      end.countDown();
      Awaitility.await()
          .until(() -> invoke(function::handle, event("d=", null), context).statusCode() == 200);
    }
    assertTurnedAway(small, "too many invocations under way");
  }

  private static void assertTurnedAway(HandlerFixture fixture, String reason) {
    assertThat(fixture.logLines())
        .filteredOn(line -> line.get("message").asText().equals("overloaded"))
        .isNotEmpty()
        .allSatisfy(
            line -> {
              assertThat(line.get("reason").asText()).isEqualTo(reason);
              assertThat(line.get("level").asText()).isEqualTo("WARN");
            });
    assertThat(fixture.metricLines())
        .anySatisfy(line -> assertThat(line.path("Overloaded").asInt()).isEqualTo(1));
  }

  @Test
  void eventWithoutConnection_isRefusedAndLogged() throws IOException {
    WebSocketFunction function = fixture.environment().function((_, _) -> Response.ok("done"));

    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    function.handle(new ByteArrayInputStream("no JSON".getBytes(UTF_8)), answer, context);
    assertThat(answer.toString(UTF_8)).startsWith("{\"statusCode\":400,");
    assertThat(invoke(function::handle, new WebSocketEvent(), context).statusCode()).isEqualTo(400);
    assertThat(invoke(function::handle, event(null, "x"), context).statusCode()).isEqualTo(400);
    assertThat(invoke(function::handle, event("", "x"), context).statusCode()).isEqualTo(400);
    assertThat(fixture.logLines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line.get("requestId").asText()).isEqualTo("request-1"));
  }

  @Test
  void tracedInvocation_hasItsTraceIdOnEveryLine() {
    WebSocketFunction function =
        fixture
            .environment()
            .function(
                (_, invocation) -> {
                  invocation.log(Level.INFO, "traced", Map.of());
                  invocation.metrics().count(ConnectionMetric.Count.POST_RETRIES);
                  return Response.ok("done");
                });

    invoke(
        function::handle,
        event("c=", null),
        new FakeContext("r", 20_000, "Root=1-5759e988-bd862e3f"));
    invoke(function::handle, event("c=", null), context);

    assertThat(fixture.logLines())
        .extracting(line -> line.path("xrayTraceId").asText("none"))
        .containsExactly("Root=1-5759e988-bd862e3f", "none");
    assertThat(fixture.metricLines())
        .extracting(line -> line.path("xrayTraceId").asText("none"))
        .containsExactly("Root=1-5759e988-bd862e3f", "none");
  }

  @Test
  void concurrentInvocations_keepTheirIdsOnEveryThread() throws Exception {
    int invocations = 64;
    CyclicBarrier barrier = new CyclicBarrier(invocations);
    try (ExecutorService threads = Executors.newFixedThreadPool(invocations);
        ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      WebSocketFunction function =
          fixture
              .environment()
              .function(
                  (event, invocation) -> {
                    await(barrier);
                    Future<?> other =
                        others.submit(
                            () ->
                                invocation.log(
                                    Level.INFO,
                                    "elsewhere",
                                    Map.of("n", String.valueOf(event.getBody()))));
                    invocation.log(
                        Level.INFO, "here", Map.of("n", String.valueOf(event.getBody())));
                    join(other);
                    return Response.ok(String.valueOf(event.getBody()));
                  });

      List<Future<Response>> answers =
          IntStream.range(0, invocations)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              invoke(
                                  function::handle,
                                  event("c" + i, "" + i),
                                  new FakeContext("r" + i, 20_000))))
              .toList();

      for (int i = 0; i < invocations; i++) {
        assertThat(answers.get(i).get(20, TimeUnit.SECONDS).body()).isEqualTo("" + i);
      }
    }
    List<JsonNode> lines = fixture.logLines();
    assertThat(lines).hasSize(2 * invocations);
    assertThat(lines)
        .allSatisfy(
            line -> {
              String n = line.get("n").asText();
              assertThat(line.get("requestId").asText()).isEqualTo("r" + n);
              assertThat(line.get("connectionId").asText()).isEqualTo("c" + n);
            });
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("not all invocations came together", e);
    }
  }

  private static void join(Future<?> future) {
    try {
      future.get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("task failed", e);
    }
  }
}
