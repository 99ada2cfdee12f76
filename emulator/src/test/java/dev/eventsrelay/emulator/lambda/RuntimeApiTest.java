// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.lambda.InvocationResult.FunctionError;
import dev.eventsrelay.emulator.lambda.InvocationResult.Response;
import dev.eventsrelay.emulator.lambda.InvocationResult.Throttled;
import dev.eventsrelay.emulator.lambda.InvocationResult.TimedOut;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The protocol, spoken by the test itself instead of a runtime. */
@Timeout(30)
@RestsOn(
    value = Evidence.DOCUMENTED,
    source =
        "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html and the source of"
            + " https://github.com/aws/aws-lambda-runtime-interface-emulator,"
            + " internal/lambda-managed-instances")
class RuntimeApiTest {
  private TestRuntime runtime;

  @BeforeEach
  void start() throws Exception {
    runtime = new TestRuntime(1, Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  private static HttpResponse<String> got(CompletableFuture<HttpResponse<String>> answer)
      throws Exception {
    return answer.get(10, TimeUnit.SECONDS);
  }

  private CompletableFuture<InvocationResult> invoke(String event) {
    return runtime.pool.invoke(event.getBytes(UTF_8));
  }

  /** Polls, and invokes once the poll is waiting. */
  private HttpResponse<String> nextOf(String event) throws Exception {
    return got(polled(event).next());
  }

  private record Polled(
      CompletableFuture<HttpResponse<String>> next, CompletableFuture<InvocationResult> result) {}

  private Polled polled(String event) throws Exception {
    var next = runtime.next();
    runtime.ready.get(10, TimeUnit.SECONDS);
    await().until(() -> runtime.pool.environments().getFirst().waitingPollers() > 0);
    return new Polled(next, invoke(event));
  }

  @Test
  void next_invocation_hasItsHeadersAndTheEvent() throws Exception {
    long before = System.currentTimeMillis();
    HttpResponse<String> next = nextOf("{\"a\":1}");
    assertThat(next.statusCode()).isEqualTo(200);
    assertThat(next.body()).isEqualTo("{\"a\":1}");
    assertThat(UUID.fromString(TestRuntime.requestId(next))).isNotNull();
    assertThat(next.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(next.headers().firstValueAsLong("Lambda-Runtime-Deadline-Ms").orElseThrow())
        .isBetween(before + 10_000, System.currentTimeMillis() + 10_000);
    assertThat(next.headers().firstValue("Lambda-Runtime-Invoked-Function-Arn"))
        .hasValue("arn:aws:lambda:us-east-1:000000000000:function:Fake");
    assertThat(next.headers().firstValue("Lambda-Runtime-Trace-Id").orElseThrow())
        .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0");
  }

  @Test
  void response_ofAnInvocation_isAcceptedOnce() throws Exception {
    Polled polled = polled("1");
    String id = TestRuntime.requestId(got(polled.next()));
    assertThat(runtime.respond(id, "{\"ok\":true}").statusCode()).isEqualTo(202);
    assertThat(polled.result().get(5, TimeUnit.SECONDS))
        .asInstanceOf(type(Response.class))
        .extracting(response -> new String(response.payload(), UTF_8))
        .isEqualTo("{\"ok\":true}");
    HttpResponse<String> again = runtime.respond(id, "2");
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body())
        .isEqualTo(
            "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}\n");
  }

  @Test
  void response_chunked_isReadToItsEnd() throws Exception {
    Polled polled = polled("1");
    String id = TestRuntime.requestId(got(polled.next()));
    byte[] body = "\"%s\"".formatted("x".repeat(1_000_000)).getBytes(UTF_8);
    runtime.post(
        "/runtime/invocation/" + id + "/response",
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
        "Lambda-Runtime-Function-Response-Mode",
        "streaming");
    assertThat(polled.result().get(5, TimeUnit.SECONDS))
        .asInstanceOf(type(Response.class))
        .extracting(Response::payload)
        .isEqualTo(body);
  }

  @Test
  void response_streamEndsWithAnErrorTrailer_isAFunctionError() throws Exception {
    Polled polled = polled("1");
    String id = TestRuntime.requestId(got(polled.next()));
    String answer =
        runtime.raw(
            """
            POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r
            Host: x\r
            Transfer-Encoding: chunked\r
            Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r
            \r
            3\r
            abc\r
            0\r
            Lambda-Runtime-Function-Error-Type: Runtime.Oops\r
            Lambda-Runtime-Function-Error-Body: eyJlcnJvclR5cGUiOiJPb3BzIiwiZXJyb3JNZXNzYWdlIjoibm8ifQ==\r
            \r
            """
                .formatted(id),
            true);
    assertThat(answer).startsWith("HTTP/1.1 202 ");
    assertThat(polled.result().get(5, TimeUnit.SECONDS)).isEqualTo(new FunctionError("Oops", "no"));
  }

  @Test
  void response_connectionLostInside_isAFunctionErrorAndFreesTheSlot() throws Exception {
    Polled polled = polled("1");
    String id = TestRuntime.requestId(got(polled.next()));
    runtime.raw(
        "POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"
            .formatted(id),
        false);
    assertThat(polled.result().get(5, TimeUnit.SECONDS))
        .asInstanceOf(type(FunctionError.class))
        .extracting(FunctionError::errorType)
        .isEqualTo("Runtime.TruncatedResponse");
    assertThat(runtime.pool.environments().getFirst().inFlight()).isZero();
  }

  @Test
  void response_aboveSixMegabytes_is413AndAFunctionError() throws Exception {
    Polled polled = polled("1");
    String id = TestRuntime.requestId(got(polled.next()));
    HttpResponse<String> answer = runtime.respond(id, "x".repeat(6 * 1024 * 1024 + 101));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("RequestEntityTooLarge", "6291556");
    assertThat(polled.result().get(5, TimeUnit.SECONDS))
        .asInstanceOf(type(FunctionError.class))
        .extracting(FunctionError::errorType)
        .isEqualTo("Function.ResponseSizeTooLarge");
  }

  @Test
  void error_withABigXRayHeader_isTheCallersError() throws Exception {
    Polled polled = polled("1");
    String id = TestRuntime.requestId(got(polled.next()));
    HttpResponse<String> answer =
        runtime.post(
            "/runtime/invocation/" + id + "/error",
            BodyPublishers.ofString("{\"errorMessage\":\"boom\",\"errorType\":\"E\"}"),
            "Lambda-Runtime-Function-Error-Type",
            "Runtime.UnknownReason",
            "Lambda-Runtime-Function-XRay-Error-Cause",
            "x".repeat(500_000));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(polled.result().get(5, TimeUnit.SECONDS)).isEqualTo(new FunctionError("E", "boom"));
  }

  @Test
  void answer_afterTheTimeout_isRefusedWithGoneAndThenUnknown() throws Exception {
    runtime.close();
    runtime = new TestRuntime(1, Duration.ofMillis(100));
    Polled polled = polled("1");
    String id = TestRuntime.requestId(got(polled.next()));
    assertThat(polled.result().get(5, TimeUnit.SECONDS))
        .isEqualTo(new TimedOut(Duration.ofMillis(100)));
    assertThat(runtime.pool.environments().getFirst().inFlight()).isEqualTo(1);
    HttpResponse<String> late = runtime.respond(id, "1");
    assertThat(late.statusCode()).isEqualTo(410);
    assertThat(late.body()).contains("InvokeTimeout");
    assertThat(runtime.respond(id, "1").statusCode()).isEqualTo(400);
    assertThat(runtime.pool.environments().getFirst().inFlight()).isZero();
    assertThat(runtime.listener.notices)
        .satisfiesExactly(
            said -> assertThat(said).isEqualTo(id + " Task timed out after 0.10 seconds."),
            said -> assertThat(said).contains(id, "too late"));
  }

  @Test
  void initError_beforeTheFirstPoll_failsTheStartWithItsMessage() throws Exception {
    HttpResponse<String> answer =
        runtime.post(
            "/runtime/init/error",
            BodyPublishers.ofString("{\"errorMessage\":\"no table\",\"errorType\":\"E\"}"));
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThatThrownBy(() -> runtime.ready.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("Function Fake could not start.")
        .hasMessageContaining("E: no table");
  }

  @Test
  void initError_afterTheFirstPoll_isForbidden() throws Exception {
    var waiting = runtime.next();
    runtime.ready.get(10, TimeUnit.SECONDS);
    HttpResponse<String> answer =
        runtime.post("/runtime/init/error", BodyPublishers.ofString("{}"));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(waiting).isNotDone();
  }

  @Test
  void start_noPollWithinTheInitTimeout_fails() throws Exception {
    assertThatThrownBy(() -> runtime.ready.get(10, TimeUnit.SECONDS))
        .hasMessageContaining("did not ask for work within 2 s")
        .hasMessageContaining("It wrote nothing.");
    assertThat(runtime.pool.environments()).isEmpty();
  }

  @Test
  void ping_isAnsweredAndOtherPathsAreNotFound() throws Exception {
    assertThat(got(runtime.get("/ping")).body()).isEqualTo("pong");
    assertThat(got(runtime.get("/runtime/restore/next")).statusCode()).isEqualTo(200);
    assertThat(got(runtime.get("/runtime/restore")).statusCode()).isEqualTo(404);
    assertThat(runtime.respond("", "1").statusCode()).isEqualTo(404);
    assertThat(runtime.respond("unknown", "1").statusCode()).isEqualTo(400);
  }

  @Test
  @RestsOn(value = Evidence.OURS, source = "a runtime may poll more than it may be given")
  void invoke_runtimePollsMoreThanItsConcurrency_isCappedByUs() throws Exception {
    var polls = List.of(runtime.next(), runtime.next());
    await().until(() -> runtime.pool.environments().getFirst().waitingPollers() == 2);
    var first = invoke("1");
    await().until(() -> polls.stream().anyMatch(CompletableFuture::isDone));
    assertThat(invoke("2").get(5, TimeUnit.SECONDS)).isEqualTo(new Throttled());
    assertThat(polls).filteredOn(CompletableFuture::isDone).hasSize(1);
    var served = polls.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
    runtime.respond(TestRuntime.requestId(got(served)), "1");
    assertThat(first.get(5, TimeUnit.SECONDS)).isInstanceOf(Response.class);
    var third = invoke("3");
    await().until(() -> polls.stream().allMatch(CompletableFuture::isDone));
    assertThat(third).isNotDone();
  }

  @Test
  @RestsOn(value = Evidence.OURS, source = "a poller needs microseconds to come back")
  void invoke_pollerOnItsWayBack_isWaitedFor() throws Exception {
    String id = TestRuntime.requestId(nextOf("1"));
    runtime.respond(id, "1");
    var second = invoke("2");
    HttpResponse<String> next = got(runtime.next());
    assertThat(next.body()).isEqualTo("2");
    runtime.respond(TestRuntime.requestId(next), "2");
    assertThat(second.get(5, TimeUnit.SECONDS)).isInstanceOf(Response.class);
  }

  @Test
  @RestsOn(value = Evidence.OURS, source = "the Java client does not replace a poller that died")
  void invoke_pollerDoesNotComeBack_isThrottledAndNotWaitedForAgain() throws Exception {
    String id = TestRuntime.requestId(nextOf("1"));
    runtime.respond(id, "1");
    assertThat(invoke("2").get(5, TimeUnit.SECONDS)).isEqualTo(new Throttled());
    long before = System.nanoTime();
    assertThat(invoke("3").get(5, TimeUnit.SECONDS)).isEqualTo(new Throttled());
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));
    assertThat(nextOf("4").body()).isEqualTo("4");
  }

  @Test
  @RestsOn(Evidence.OURS)
  void environment_successorsKeepDyingAtTheirStart_areRetriedUntilOneWorks() throws Exception {
    runtime.respond(TestRuntime.requestId(nextOf("1")), "1");
    runtime.replaceProgram("/bin/false");
    runtime.pool.kill(runtime.pool.environments().getFirst().pid());
    await().until(() -> runtime.listener.notices.size() >= 3);
    assertThat(invoke("2").get(5, TimeUnit.SECONDS)).isEqualTo(new Throttled());
    runtime.replaceProgram("/bin/sleep", "600");
    var next = runtime.next();
    await()
        .until(
            () -> runtime.pool.environments().stream().anyMatch(one -> one.waitingPollers() == 1));
    var _ = invoke("3");
    assertThat(got(next).body()).isEqualTo("3");
    assertThat(runtime.listener.notices)
        .first()
        .asString()
        .isEqualTo("Environment ended: Runtime exited with error: signal: killed.");
    assertThat(runtime.listener.notices)
        .element(1)
        .asString()
        .contains("exit status 1 before it asked for work");
  }
}
