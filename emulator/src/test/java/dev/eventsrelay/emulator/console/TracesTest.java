// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.faults.CallListener;
import dev.eventsrelay.emulator.gateway.GatewayListener.AnsweredPost;
import dev.eventsrelay.emulator.gateway.GatewayListener.RouteAnswer;
import dev.eventsrelay.emulator.gateway.GatewayListener.RouteRequest;
import dev.eventsrelay.emulator.gateway.RouteOutcome;
import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.StartedInvocation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final String LAMBDA_ID = "%08d-0000-4000-8000-000000000000";
  private static final Duration MILLISECOND = Duration.ofMillis(1);

  private final Counters counters = new Counters();
  private final Traces traces = new Traces(new Sampler(5_000), counters, InstantSource.system());
  private long now = System.nanoTime();

  @Test
  void call_ofTheOnlyInvocation_isItsOwn() {
    begin(1, "environment-a", "alpha-12345678");
    call("app/environment-a", "{}", "");
    assertThat(evidence(1)).containsExactly(Evidence.ALONE);
  }

  @Test
  void call_ofAnotherEnvironment_isNotShown() {
    begin(1, "environment-a", "alpha-12345678");
    begin(2, "environment-b", "beta-12345678");
    call("app/environment-b md/x", "{}", "");
    assertThat(evidence(1)).isEmpty();
    assertThat(evidence(2)).containsExactly(Evidence.ALONE);
  }

  @Test
  void call_amongSeveral_isTheirsWhoseTraceIdItCarries() {
    begin(1, "environment-a", "alpha-12345678");
    begin(2, "environment-a", "beta-12345678");
    call("app/environment-a", "{}", "Root=1-2;Parent=9;Sampled=0");
    assertThat(evidence(1)).isEmpty();
    assertThat(evidence(2)).containsExactly(Evidence.TRACE_ID);
  }

  @Test
  void call_amongSeveral_isTheirsWhoseWordsItHas() {
    begin(1, "environment-a", "alpha-12345678");
    begin(2, "environment-a", "beta-12345678");
    call("app/environment-a", "{\"pk\":\"guid#alpha-12345678\"}", "");
    assertThat(evidence(1)).containsExactly(Evidence.CONTENT);
    assertThat(evidence(2)).isEmpty();
  }

  @Test
  void call_amongSeveralWithoutATrace_isAGuessOfEach() {
    begin(1, "environment-a", "alpha-12345678");
    begin(2, "environment-a", "beta-12345678");
    call("app/environment-a", "{}", "");
    assertThat(evidence(1)).containsExactly(Evidence.OVERLAP);
    assertThat(evidence(2)).containsExactly(Evidence.OVERLAP);
  }

  @Test
  void call_ofAnUnknownEnvironment_isNeverCertain() {
    begin(1, "environment-a", "alpha-12345678");
    call("curl/8", "{}", "");
    assertThat(evidence(1)).containsExactly(Evidence.OVERLAP);
  }

  @Test
  void post_afterTheAnswer_isFoundByItsWords() {
    begin(1, "environment-a", "alpha-12345678");
    complete(1);
    begin(2, "environment-a", "beta-12345678");
    complete(2);
    add(
        new Happening.Posted(
            tick(),
            new AnsweredPost(
                "other=",
                "app/environment-a",
                "",
                1,
                "{\"guid\":\"alpha-12345678\"}".getBytes(UTF_8),
                25,
                200,
                Duration.ZERO)));
    assertThat(evidence(1)).containsExactly(Evidence.REQUEST_ID, Evidence.CONTENT);
    assertThat(evidence(2)).containsExactly(Evidence.REQUEST_ID);
  }

  @Test
  void line_withARequestId_isThatInvocations() {
    begin(1, "environment-a", "alpha-12345678");
    begin(2, "environment-a", "beta-12345678");
    add(new Happening.Written(tick(), "f", 1, "{\"id\":\"" + LAMBDA_ID.formatted(2) + "\"}"));
    assertThat(evidence(1)).isEmpty();
    assertThat(evidence(2)).containsExactly(Evidence.REQUEST_ID);
  }

  @Test
  void message_answered_hasOutcomeAndDuration() {
    begin(1, "environment-a", "alpha-12345678");
    add(
        new Happening.Answered(
            tick(), new RouteAnswer("r1", "c1", RouteOutcome.REJECTED, 0, "refused")));
    assertThat(traces.read("r1", Trace::duration).orElseThrow()).isPositive();
    assertThat(traces.read("r1", TraceJson::summary).orElseThrow().path("outcome").asText())
        .isEqualTo("rejected");
  }

  @Test
  void messages_beyondTheBound_pushOutTheOldest() {
    for (int i = 0; i <= Traces.MAX_TRACES; i++) {
      request("r" + i, "text");
    }
    assertThat(traces.read("r0", Trace::beganMillis)).isEmpty();
    assertThat(traces.read("r" + Traces.MAX_TRACES, Trace::beganMillis)).isPresent();
  }

  @Test
  void payload_ofAnySize_isCut() {
    request("r1", "x".repeat(100_000));
    assertThat(traces.read("r1", Trace::bytes)).contains(Text.MAX_BYTES);
  }

  @Test
  void messages_aboveTheRate_areCountedAndLeftOut() {
    Traces few = new Traces(new Sampler(1), counters, InstantSource.system());
    few.add(List.of(requested("r1", "one"), requested("r2", "two")));
    assertThat(few.read("r2", Trace::beganMillis)).isEmpty();
    assertThat(counters.get(Counters.Count.TRACES_LEFT_OUT)).isEqualTo(1);
  }

  @Test
  void messages_aboveTheRate_areKeptIfTheyWereSearchedFor() {
    Traces few = new Traces(new Sampler(1), counters, InstantSource.system());
    assertThat(few.search("wanted", 10, Trace::beganMillis)).isEmpty();
    few.add(List.of(requested("r1", "one"), requested("r2", "two"), requested("r3", "wanted")));
    assertThat(few.search("wanted", 10, trace -> trace.request().requestId()))
        .containsExactly("r3");
  }

  private void begin(int n, String environment, String text) {
    request("r" + n, text);
    add(
        new Happening.Started(
            tick(),
            new StartedInvocation(
                "f",
                LAMBDA_ID.formatted(n),
                "Root=1-%d;Parent=3;Sampled=0".formatted(n),
                event(n),
                n,
                environment)));
  }

  private void complete(int n) {
    add(
        new Happening.Completed(
            tick(),
            new CompletedInvocation(
                "f",
                LAMBDA_ID.formatted(n),
                event(n),
                n,
                new InvocationResult.Response("{}".getBytes(UTF_8)),
                MILLISECOND)));
  }

  private static byte[] event(int n) {
    return "{\"requestContext\":{\"extendedRequestId\":\"no\",\"requestId\":\"r%d\"}}"
        .formatted(n)
        .getBytes(UTF_8);
  }

  private void call(String userAgent, String body, String traceId) {
    add(
        new Happening.Called(
            tick(),
            new CallListener.Call(
                "Query",
                userAgent,
                traceId,
                1,
                body.getBytes(UTF_8),
                new byte[0],
                200,
                Duration.ZERO)));
  }

  private void request(String id, String text) {
    add(requested(id, text));
  }

  private Happening requested(String id, String text) {
    return new Happening.Requested(
        tick(), new RouteRequest(id, "connection-" + id, "$default", text.getBytes(UTF_8)));
  }

  private void add(Happening happening) {
    traces.add(List.of(happening));
  }

  private long tick() {
    now += MILLISECOND.toNanos();
    return now;
  }

  private List<Evidence> evidence(int n) {
    return traces.read("r" + n, Trace::steps).orElseThrow().stream().map(Step::evidence).toList();
  }
}
