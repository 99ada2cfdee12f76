// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import static dev.eventsrelay.lambda.HandlerFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.relay.Metrics.Counter;
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
            .composition()
            .function(
                (_, _, _) -> {
                  throw new IllegalArgumentException("broken");
                });

    assertThat(function.handle(event("c=", null), context).getStatusCode()).isEqualTo(500);
    assertThat(fixture.logLines()).hasSize(1);
    assertThat(fixture.logLines().getFirst().get("stackTrace").asText()).contains("broken");
    assertThat(fixture.logLines().getFirst().get("level").asText()).isEqualTo("ERROR");
  }

  @Test
  void error_becomesResponseToo() {
    WebSocketFunction function =
        fixture
            .composition()
            .function(
                (_, _, _) -> {
                  throw new AssertionError("broken");
                });

    assertThat(function.handle(event("c=", null), context).getStatusCode()).isEqualTo(500);
  }

  @Test
  void workThatHangs_isAnsweredBeforeTheTimeout() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    WebSocketFunction function =
        fixture
            .composition()
            .function(
                (_, _, _) -> {
                  try {
                    Thread.sleep(Duration.ofMinutes(1));
                  } catch (InterruptedException e) {
                    interrupted.countDown();
                  }
                  return Responses.ok("late");
                });
    long start = System.nanoTime();

    assertThat(function.handle(event("c=", null), new FakeContext("r", 600)).getStatusCode())
        .isEqualTo(504);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(600));
    assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(fixture.logLines().getFirst().get("message").asText()).isEqualTo("no time left");
  }

  @Test
  void deadlineOfWork_liesWithinTheInvocation() {
    WebSocketFunction function =
        fixture
            .composition()
            .function(
                (_, _, invocation) ->
                    Responses.ok(String.valueOf(invocation.deadline().remaining().toMillis())));

    assertThat(Long.parseLong(function.handle(event("c=", null), context).getBody()))
        .isBetween(15_000L, 19_700L);
    assertThat(
            Long.parseLong(
                function.handle(event("c=", null), new FakeContext("r", 900_000)).getBody()))
        .isBetween(20_000L, 28_000L);
  }

  @Test
  void spentInvocation_isAnsweredAtOnce() {
    WebSocketFunction function = fixture.composition().function((_, _, _) -> Responses.ok("done"));

    assertThat(function.handle(event("c=", null), new FakeContext("r", 0)).getStatusCode())
        .isEqualTo(504);
  }

  @Test
  void invocationWithTooLittleTime_isTurnedAwayEarly() {
    WebSocketFunction function = fixture.composition().function((_, _, _) -> Responses.ok("done"));

    assertThat(function.handle(event("c=", null), new FakeContext("r", 450)).getStatusCode())
        .isEqualTo(503);

    assertTurnedAway(fixture, "too little time left");
  }

  @Test
  void invocation_whileTooMuchIsUnderWay_isTurnedAwayEarly() throws Exception {
    HandlerFixture small = HandlerFixture.withMaxInFlight(1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    WebSocketFunction function =
        small
            .composition()
            .function(
                (_, _, _) -> {
                  begun.countDown();
                  awaitUninterruptibly(end);
                  return Responses.ok("done");
                });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // Answered long before it ends: it does not heed the interruption.
      Future<APIGatewayV2WebSocketResponse> late =
          threads.submit(() -> function.handle(event("c=", null), new FakeContext("r", 600)));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(late.get(20, TimeUnit.SECONDS).getStatusCode()).isEqualTo(504);

      assertThat(function.handle(event("d=", null), context).getStatusCode()).isEqualTo(503);

      end.countDown();
      Awaitility.await()
          .until(() -> function.handle(event("d=", null), context).getStatusCode() == 200);
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

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean over = false;
    while (!over) {
      try {
        over = latch.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        // That is the point.
      }
    }
  }

  @Test
  void eventWithoutConnection_isRefusedAndLogged() {
    WebSocketFunction function = fixture.composition().function((_, _, _) -> Responses.ok("done"));

    assertThat(function.handle(null, context).getStatusCode()).isEqualTo(400);
    assertThat(function.handle(new WebSocketEvent(), context).getStatusCode()).isEqualTo(400);
    assertThat(function.handle(event(null, "x"), context).getStatusCode()).isEqualTo(400);
    assertThat(function.handle(event("", "x"), context).getStatusCode()).isEqualTo(400);
    assertThat(fixture.logLines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line.get("requestId").asText()).isEqualTo("request-1"));
  }

  @Test
  void tracedInvocation_hasItsTraceIdOnEveryLine() {
    WebSocketFunction function =
        fixture
            .composition()
            .function(
                (_, _, invocation) -> {
                  invocation.log(Level.INFO, "traced", Map.of());
                  invocation.metrics().count(Counter.RESULTS_RELAYED);
                  return Responses.ok("done");
                });

    function.handle(event("c=", null), new FakeContext("r", 20_000, "Root=1-5759e988-bd862e3f"));
    function.handle(event("c=", null), context);

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
              .composition()
              .function(
                  (_, body, invocation) -> {
                    await(barrier);
                    Future<?> other =
                        others.submit(
                            () ->
                                invocation.log(
                                    Level.INFO, "elsewhere", Map.of("n", String.valueOf(body))));
                    invocation.log(Level.INFO, "here", Map.of("n", String.valueOf(body)));
                    join(other);
                    return Responses.ok(String.valueOf(body));
                  });

      List<Future<APIGatewayV2WebSocketResponse>> answers =
          IntStream.range(0, invocations)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              function.handle(
                                  event("c" + i, "" + i), new FakeContext("r" + i, 20_000))))
              .toList();

      for (int i = 0; i < invocations; i++) {
        assertThat(answers.get(i).get(20, TimeUnit.SECONDS).getBody()).isEqualTo("" + i);
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
