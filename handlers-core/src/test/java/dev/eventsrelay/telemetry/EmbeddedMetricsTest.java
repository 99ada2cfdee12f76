// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.telemetry;

import static dev.eventsrelay.testkit.HandlerFixture.event;
import static dev.eventsrelay.testkit.HandlerFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.function.FunctionMetric;
import dev.eventsrelay.function.Response;
import dev.eventsrelay.function.WebSocketFunction;
import dev.eventsrelay.relay.RelayMetric;
import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedMetricsTest {
  private final FakeContext context = new FakeContext("request-1", 20_000);
  private HandlerFixture fixture = new HandlerFixture();

  @Test
  void invocation_isOneLineWithItsNumbersAndIds() {
    tellOf(
        numbers -> {
          numbers.took(ConnectionMetric.Time.POST, Duration.ofMillis(7));
          numbers.count(ConnectionMetric.Count.POST_RETRIES);
          numbers.count(ConnectionMetric.Count.POST_RETRIES, 2);
          numbers.count(ConnectionMetric.Count.CONNECTIONS_GONE, 0);
        });

    assertThat(fixture.metricLines()).hasSize(1);
    JsonNode line = fixture.metricLines().getFirst();
    EmbeddedMetricFormat.assertValid(line);
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("events-relay");
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
        .isEqualTo("[[\"FunctionName\"]]");
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics").findValuesAsText("Name"))
        .containsExactly("PostRetries", "ConnectionsGone", "PostTime");
    assertThat(line.get("FunctionName").asText()).isEqualTo("function");
    assertThat(line.get("PostRetries").asLong()).isEqualTo(3);
    assertThat(line.get("ConnectionsGone").asLong()).isZero();
    assertThat(line.get("PostTime").asDouble()).isEqualTo(7.0);
    assertThat(line.get("requestId").asText()).isEqualTo("request-1");
    assertThat(line.get("connectionId").asText()).isEqualTo("c=");
  }

  @Test
  void invocationThatToldNothing_writesNothing() {
    tellOf(_ -> {});

    assertThat(fixture.metricLines()).isEmpty();
  }

  @Test
  void failures_areALineForEachKind() {
    tellOf(
        numbers -> {
          numbers.count(ConnectionMetric.Count.POST_RETRIES);
          numbers.failed(ConnectionMetric.Failed.STORE_UNAVAILABLE);
          numbers.failed(ConnectionMetric.Failed.POST_REFUSED);
          numbers.failed(ConnectionMetric.Failed.STORE_UNAVAILABLE);
        });

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
            .environment()
            .function(
                (_, _) -> {
                  throw new IllegalStateException("broken");
                });

    Response _ = invoke(function::handle, event("c=", null), context);
    Response _ = invoke(function::handle, event("c=", null), new FakeContext("late", 0));

    assertThat(fixture.metricLines())
        .extracting(line -> line.path("Kind").asText())
        .containsExactly("Unexpected", "OutOfTime");
  }

  @Test
  void moreValuesThanALineTakes_areSeveralLines() {
    tellOf(
        numbers -> {
          numbers.count(ConnectionMetric.Count.POST_RETRIES);
          IntStream.range(0, 250)
              .forEach(i -> numbers.took(ConnectionMetric.Time.POST, Duration.ofMillis(i)));
        });

    assertThat(fixture.metricLines()).hasSize(3).allSatisfy(EmbeddedMetricFormat::assertValid);
    assertThat(fixture.metricLines())
        .extracting(line -> line.get("PostTime").size())
        .containsExactly(100, 100, 50);
    assertThat(fixture.metricLines())
        .extracting(line -> line.has("PostRetries"))
        .containsExactly(true, false, false);
  }

  @Test
  void everyMetric_keepsTheFormat() {
    List<Metrics.Failure> failures =
        Stream.<Metrics.Failure>concat(
                Stream.of(ConnectionMetric.Failed.values()),
                Stream.of(FunctionMetric.Failed.values()))
            .toList();
    tellOf(
        numbers -> {
          List.of(ConnectionMetric.Count.values()).forEach(numbers::count);
          List.of(FunctionMetric.Count.values()).forEach(numbers::count);
          List.of(RelayMetric.Count.values()).forEach(numbers::count);
          Stream.<Metrics.Timer>concat(
                  Stream.of(ConnectionMetric.Time.values()), Stream.of(RelayMetric.Time.values()))
              .forEach(timer -> numbers.took(timer, Duration.ofSeconds(-1)));
          failures.forEach(numbers::failed);
        });

    assertThat(fixture.metricLines())
        .hasSize(1 + failures.size())
        .allSatisfy(EmbeddedMetricFormat::assertValid);
    assertThat(fixture.metricLines().getFirst().get("RelayTime").asDouble()).isZero();
  }

  @Test
  void numberAfterTheEnd_isDropped() {
    InvocationMetrics numbers = new InvocationMetrics();
    InvocationMetrics.Numbers told = numbers.end();

    numbers.count(ConnectionMetric.Count.POST_RETRIES);
    numbers.took(ConnectionMetric.Time.POST, Duration.ofMillis(1));
    numbers.failed(FunctionMetric.Failed.OUT_OF_TIME);

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

    tellOf(numbers -> numbers.count(ConnectionMetric.Count.POST_RETRIES));

    assertThat(fixture.metricLines()).hasSize(1);
    assertThat(fixture.metricLines().getFirst().get("level").asText()).isEqualTo(level);
    assertThat(fixture.metricLines().getFirst().has("timestamp")).isTrue();
  }

  @Test
  void concurrentInvocations_tellTheirOwnNumbers() throws Exception {
    int invocations = 64;
    CyclicBarrier together = new CyclicBarrier(invocations);
    // Invocation i counts i retries and takes i % 4 times.
    WebSocketFunction function =
        fixture
            .environment()
            .function(
                (event, invocation) -> {
                  int i = Integer.parseInt(String.valueOf(event.getBody()));
                  await(together);
                  invocation.metrics().count(ConnectionMetric.Count.POST_RETRIES, i);
                  for (int n = 0; n < i % 4; n++) {
                    invocation.metrics().took(ConnectionMetric.Time.POST, Duration.ofMillis(i));
                  }
                  return Response.ok("done");
                });

    try (ExecutorService threads = Executors.newFixedThreadPool(invocations)) {
      for (Future<Response> answer :
          threads.invokeAll(
              IntStream.range(0, invocations)
                  .mapToObj(
                      i ->
                          (Callable<Response>)
                              () ->
                                  invoke(
                                      function::handle,
                                      event("worker" + i, "" + i),
                                      new FakeContext("r" + i, 20_000)))
                  .toList())) {
        assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
      }
    }

    assertThat(fixture.metricLines())
        .hasSize(invocations)
        .allSatisfy(
            line -> {
              EmbeddedMetricFormat.assertValid(line);
              int i = Integer.parseInt(line.get("requestId").asText().substring(1));
              assertThat(line.get("connectionId").asText()).isEqualTo("worker" + i);
              assertThat(line.get("PostRetries").asInt()).isEqualTo(i);
              assertThat(values(line.path("PostTime"))).isEqualTo(i % 4);
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
    WebSocketFunction function =
        fixture
            .environment()
            .function(
                (_, invocation) -> {
                  telling.accept(invocation.metrics());
                  return Response.ok("done");
                });
    assertThat(invoke(function::handle, event("c=", null), context).statusCode()).isEqualTo(200);
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("not all invocations came together", e);
    }
  }
}
