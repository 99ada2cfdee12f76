// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import static dev.eventsrelay.lambda.HandlerFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.MessageRouter;
import dev.eventsrelay.relay.Metrics;
import dev.eventsrelay.relay.Metrics.Counter;
import dev.eventsrelay.relay.Metrics.Failure;
import dev.eventsrelay.relay.Metrics.Timer;
import dev.eventsrelay.relay.Outcome;
import dev.eventsrelay.relay.PostResult;
import dev.eventsrelay.relay.Stores;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedMetricsTest {
  private final FakeContext context = new FakeContext("request-1", 20_000);
  private HandlerFixture fixture = new HandlerFixture();

  @Test
  void result_isOneLineWithTheNumbersAndIdsOfItsInvocation() {
    send("router=", "subscribe: g");

    send("worker=", "{\"guid\":\"g\"}");

    assertThat(fixture.metricLines()).hasSize(1);
    JsonNode line = fixture.metricLines().getFirst();
    EmbeddedMetricFormat.assertValid(line);
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("events-relay");
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
        .isEqualTo("[[\"FunctionName\"]]");
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics").findValuesAsText("Name"))
        .containsExactly("ResultsRelayed", "SubscribersPerResult", "RelayTime", "PostTime");
    assertThat(line.get("FunctionName").asText()).isEqualTo("function");
    assertThat(line.get("ResultsRelayed").asLong()).isEqualTo(1);
    assertThat(line.get("SubscribersPerResult").asLong()).isEqualTo(1);
    assertThat(line.get("requestId").asText()).isEqualTo("request-1");
    assertThat(line.get("connectionId").asText()).isEqualTo("worker=");
  }

  @Test
  void invocationThatToldNothing_writesNothing() {
    send("router=", "subscribe: g");

    assertThat(fixture.metricLines()).isEmpty();
  }

  @Test
  void failures_areALineForEachKind() {
    fixture.clients().script(new ConnectionId("c="), () -> new PostResult.Refused(403, "no"));
    MessageRouter router =
        fixture.composition(Stores.failing(fixture.store(), "subscribe")).router();
    WebSocketFunction function =
        fixture
            .composition()
            .function(
                (_, _, invocation) -> {
                  Outcome _ = router.route("ping", invocation);
                  Outcome _ = router.route("subscribe: g", invocation);
                  Outcome _ = router.route("subscribe: h", invocation);
                  return Responses.ok("done");
                });

    function.handle(event("c=", null), context);

    assertThat(fixture.metricLines()).hasSize(3).allSatisfy(EmbeddedMetricFormat::assertValid);
    List<JsonNode> failures = fixture.metricLines().subList(1, 3);
    assertThat(failures)
        .extracting(line -> line.get("Kind").asText() + " " + line.get("Failures").asLong())
        .containsExactly("StoreUnavailable 2", "PostRefused 1");
    assertThat(failures)
        .extracting(line -> line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
        .containsOnly("[[\"FunctionName\"],[\"FunctionName\",\"Kind\"]]");
  }

  @Test
  void exceptionAndLateAnswer_areFailures() {
    WebSocketFunction function =
        fixture
            .composition()
            .function(
                (_, _, _) -> {
                  throw new IllegalStateException("broken");
                });

    function.handle(event("c=", null), context);
    function.handle(event("c=", null), new FakeContext("late", 0));

    assertThat(fixture.metricLines())
        .extracting(line -> line.path("Kind").asText())
        .containsExactly("Unexpected", "OutOfTime");
  }

  @Test
  void moreValuesThanALineTakes_areSeveralLines() {
    tellOf(
        numbers -> {
          numbers.count(Counter.RESULTS_RELAYED);
          IntStream.range(0, 250).forEach(i -> numbers.took(Timer.POST, Duration.ofMillis(i)));
        });

    assertThat(fixture.metricLines()).hasSize(3).allSatisfy(EmbeddedMetricFormat::assertValid);
    assertThat(fixture.metricLines())
        .extracting(line -> line.get("PostTime").size())
        .containsExactly(100, 100, 50);
    assertThat(fixture.metricLines())
        .extracting(line -> line.has("ResultsRelayed"))
        .containsExactly(true, false, false);
  }

  @Test
  void everyMetric_keepsTheFormat() {
    tellOf(
        numbers -> {
          List.of(Counter.values()).forEach(numbers::count);
          List.of(Timer.values()).forEach(timer -> numbers.took(timer, Duration.ofSeconds(-1)));
          List.of(Failure.values()).forEach(numbers::failed);
        });

    assertThat(fixture.metricLines())
        .hasSize(1 + Failure.values().length)
        .allSatisfy(EmbeddedMetricFormat::assertValid);
    assertThat(fixture.metricLines().getFirst().get("RelayTime").asDouble()).isZero();
  }

  @Test
  void numberAfterTheEnd_isDropped() {
    InvocationMetrics numbers = new InvocationMetrics();
    InvocationMetrics.Numbers told = numbers.end();

    numbers.count(Counter.RESULTS_RELAYED);
    numbers.took(Timer.POST, Duration.ofMillis(1));
    numbers.failed(Failure.OUT_OF_TIME);

    assertThat(told.counts()).isEmpty();
    assertThat(told.times()).isEmpty();
    assertThat(told.failures()).isEmpty();
  }

  /**
   * Lambda drops lines below the log level; a line without a level, it takes for INFO. Lines of
   * level ERROR are counted by a metric filter.
   */
  @ParameterizedTest
  @CsvSource({"DEBUG,INFO", "INFO,INFO", "WARNING,WARN", "ERROR,FATAL"})
  void line_passesAtEveryLogLevel(Level threshold, String level) {
    fixture = new HandlerFixture(threshold);
    send("router=", "subscribe: g");

    send("worker=", "{\"guid\":\"g\"}");

    assertThat(fixture.metricLines()).hasSize(1);
    assertThat(fixture.metricLines().getFirst().get("level").asText()).isEqualTo(level);
    assertThat(fixture.metricLines().getFirst().has("timestamp")).isTrue();
  }

  @Test
  void concurrentInvocations_tellTheirOwnNumbers() throws Exception {
    int invocations = 64;
    CyclicBarrier together = new CyclicBarrier(invocations);
    MessageRouter router = fixture.composition().router();
    WebSocketFunction function =
        fixture
            .composition()
            .function(
                (_, body, invocation) -> {
                  await(together);
                  Outcome _ = router.route(body, invocation);
                  return Responses.ok("done");
                });
    // Result i has i % 4 subscribers.
    for (int i = 0; i < invocations; i++) {
      for (int subscriber = 0; subscriber < i % 4; subscriber++) {
        fixture
            .store()
            .subscribe(
                new ConnectionId("router" + subscriber + "="),
                new Guid("g" + i),
                Deadline.after(Duration.ofSeconds(20), InstantSource.system()));
      }
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(invocations)) {
      for (Future<APIGatewayV2WebSocketResponse> answer :
          threads.invokeAll(
              IntStream.range(0, invocations)
                  .mapToObj(
                      i ->
                          (Callable<APIGatewayV2WebSocketResponse>)
                              () ->
                                  function.handle(
                                      event("worker" + i, "{\"guid\":\"g" + i + "\"}"),
                                      new FakeContext("r" + i, 20_000)))
                  .toList())) {
        assertThat(answer.get(20, TimeUnit.SECONDS).getStatusCode()).isEqualTo(200);
      }
    }

    assertThat(fixture.metricLines())
        .hasSize(invocations)
        .allSatisfy(
            line -> {
              EmbeddedMetricFormat.assertValid(line);
              int i = Integer.parseInt(line.get("requestId").asText().substring(1));
              int subscribers = i % 4;
              assertThat(line.get("connectionId").asText()).isEqualTo("worker" + i);
              assertThat(line.get("SubscribersPerResult").asInt()).isEqualTo(subscribers);
              assertThat(line.path("ResultsRelayed").asInt()).isEqualTo(subscribers == 0 ? 0 : 1);
              assertThat(line.path("ResultsKept").asInt()).isEqualTo(subscribers == 0 ? 1 : 0);
              assertThat(values(line.path("PostTime"))).isEqualTo(subscribers);
            });
    assertThat(fixture.metricLines())
        .extracting(line -> line.get("requestId").asText())
        .doesNotHaveDuplicates();
  }

  private static int values(JsonNode value) {
    if (value.isMissingNode()) {
      return 0;
    }
    return value.isArray() ? value.size() : 1;
  }

  private void tellOf(Consumer<Metrics> telling) {
    fixture
        .composition()
        .function(
            (_, _, invocation) -> {
              telling.accept(invocation.metrics());
              return Responses.ok("done");
            })
        .handle(event("c=", null), context);
  }

  private void send(String connection, String body) {
    MessageRouter router = fixture.composition().router();
    fixture
        .composition()
        .function(
            (_, text, invocation) -> {
              Outcome _ = router.route(text, invocation);
              return Responses.ok("done");
            })
        .handle(event(connection, body), context);
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("not all invocations came together", e);
    }
  }
}
