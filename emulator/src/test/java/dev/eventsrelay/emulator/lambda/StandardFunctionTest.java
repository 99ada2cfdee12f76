// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.lambda.Compute.Initialization;
import dev.eventsrelay.emulator.lambda.InvocationResult.FunctionError;
import dev.eventsrelay.emulator.lambda.InvocationResult.Response;
import dev.eventsrelay.emulator.lambda.InvocationResult.Throttled;
import dev.eventsrelay.emulator.lambda.InvocationResult.TimedOut;
import dev.eventsrelay.emulator.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Functions that do not run on managed instances, under the real runtime interface client. */
@Timeout(60)
@RestsOn(
    value = Evidence.DOCUMENTED,
    source = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html")
class StandardFunctionTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final RecordingListener listener = new RecordingListener();
  private Path folder;
  private JavaFixture fixture;

  @BeforeEach
  void start(@TempDir Path scratch) throws Exception {
    folder = scratch;
    fixture = new JavaFixture(scratch);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static Compute standard(int maxEnvironments, int maxInvocations) {
    return standard(maxEnvironments, maxInvocations, Initialization.ON_DEMAND);
  }

  private static Compute standard(int maxEnvironments, int maxInvocations, Initialization how) {
    return new Compute.Standard(1, maxEnvironments, maxInvocations, how, "$LATEST", "Text");
  }

  private FunctionPool pool(Compute compute, Duration timeout) throws Exception {
    return fixture.started(fixture.function(FixtureHandler.class, compute, timeout), listener);
  }

  private static CompletableFuture<InvocationResult> invoke(FunctionPool pool, String event) {
    return pool.invoke(event.getBytes(UTF_8));
  }

  private static InvocationResult answer(CompletableFuture<InvocationResult> result)
      throws Exception {
    return result.get(40, TimeUnit.SECONDS);
  }

  private static String variable(FunctionPool pool, String name) throws Exception {
    var answered = (Response) answer(invoke(pool, "\"variable " + name + "\""));
    return new String(answered.payload(), UTF_8).replace("\"", "");
  }

  @Test
  void variables_areThoseOfAStandardFunction() throws Exception {
    try (FunctionPool pool = pool(standard(2, 10), TIMEOUT)) {
      assertThat(variable(pool, "AWS_LAMBDA_MAX_CONCURRENCY")).isEqualTo("null");
      assertThat(variable(pool, "AWS_LAMBDA_INITIALIZATION_TYPE")).isEqualTo("on-demand");
      assertThat(variable(pool, "AWS_LAMBDA_FUNCTION_VERSION")).isEqualTo("$LATEST");
      assertThat(variable(pool, "AWS_LAMBDA_LOG_FORMAT")).isEqualTo("Text");
      assertThat(variable(pool, "AWS_LAMBDA_LOG_STREAM_NAME")).contains("[$LATEST]");
    }
  }

  @Test
  void invocations_atOnce_getAnEnvironmentEachUpToTheBoundAndThenTakeTurns() throws Exception {
    try (FunctionPool pool = pool(standard(3, 100), TIMEOUT)) {
      var all = IntStream.range(0, 7).mapToObj(_ -> invoke(pool, "\"sleep 300\"")).toList();
      for (var one : all) {
        assertThat(answer(one)).isInstanceOf(Response.class);
      }
      assertThat(pool.environments()).hasSize(3);
      assertThat(listener.completed.stream().map(CompletedInvocation::pid).distinct()).hasSize(3);
      assertThat(listener.refusals).isEmpty();
    }
  }

  @Test
  void invocations_aboveTheConcurrencyLimit_areRefusedWithTheReason() throws Exception {
    try (FunctionPool pool = pool(standard(1, 2), TIMEOUT)) {
      var first = invoke(pool, "\"sleep 500\"");
      var second = invoke(pool, "\"sleep 1\"");
      assertThat(answer(invoke(pool, "\"echo\""))).isEqualTo(new Throttled());
      assertThat(listener.refusals)
          .containsExactly("2 invocations at once are the function's concurrency limit.");
      assertThat(answer(first)).isInstanceOf(Response.class);
      assertThat(answer(second)).isInstanceOf(Response.class);
    }
  }

  @Test
  void timeout_resetsTheEnvironmentAndSaysSo() throws Exception {
    try (FunctionPool pool = pool(standard(1, 10), Duration.ofSeconds(1))) {
      List<Long> before = JavaFixture.pids(pool);

      assertThat(answer(invoke(pool, "\"sleep 30000\""))).isInstanceOf(TimedOut.class);
      assertThat(answer(invoke(pool, "\"echo\""))).isInstanceOf(Response.class);

      assertThat(JavaFixture.pids(pool)).hasSize(1).doesNotContainAnyElementsOf(before);
      assertThat(listener.notices).anyMatch(n -> n.endsWith("Task timed out after 1.00 seconds."));
    }
  }

  @Test
  void environmentOnDemand_thatCannotStart_failsTheInvocationItWasMadeFor() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    FunctionSpec function = fixture.function(FixtureHandler.class, standard(2, 10), TIMEOUT);
    RuntimeCommand firstOnly =
        (spec, variables) ->
            broken.getAndSet(true)
                ? new Command(List.of("/bin/sh", "-c", "echo no; exit 9"), variables, folder)
                : fixture.runtime.forEnvironment(spec, variables);
    try (var pool = new FunctionPool(function, firstOnly, fixture.processes, listener)) {
      pool.start().get(30, TimeUnit.SECONDS);
      var busy = invoke(pool, "\"sleep 3000\"");
      await().until(() -> pool.environments().getFirst().inFlight() == 1);
      assertThat(answer(invoke(pool, "\"echo\"")))
          .asInstanceOf(type(FunctionError.class))
          .extracting(FunctionError::message)
          .asString()
          .contains("exit status 9");
      assertThat(answer(busy)).isInstanceOf(Response.class);
    }
  }

  @Test
  void provisionedEnvironments_sayItAndFurtherOnesAreOnDemand() throws Exception {
    try (FunctionPool pool = pool(standard(2, 10, Initialization.PROVISIONED), TIMEOUT)) {
      String type = "AWS_LAMBDA_INITIALIZATION_TYPE";
      assertThat(variable(pool, type)).isEqualTo("provisioned-concurrency");
      var busy = invoke(pool, "\"sleep 4000\"");
      await().until(() -> pool.environments().getFirst().inFlight() == 1);
      assertThat(variable(pool, type)).isEqualTo("on-demand");
      assertThat(answer(busy)).isInstanceOf(Response.class);
    }
  }

  @Test
  void snapshotEnvironment_isRestoredAndServes() throws Exception {
    try (FunctionPool pool = pool(standard(1, 10, Initialization.SNAP_START), TIMEOUT)) {
      assertThat(variable(pool, "AWS_LAMBDA_INITIALIZATION_TYPE")).isEqualTo("snap-start");
    }
  }
}
