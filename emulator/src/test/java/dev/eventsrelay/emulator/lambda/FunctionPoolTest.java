// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.lambda.InvocationResult.FunctionError;
import dev.eventsrelay.emulator.lambda.InvocationResult.Response;
import dev.eventsrelay.emulator.lambda.InvocationResult.Throttled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One healthy environment under the real runtime interface client, shared by all tests. */
@Timeout(40)
@RestsOn(
    value = Evidence.INFERRED,
    source =
        "run under AWS's own runtime interface client; the platform's part as in the source of"
            + " https://github.com/aws/aws-lambda-runtime-interface-emulator")
@TestInstance(Lifecycle.PER_CLASS)
class FunctionPoolTest {
  private final RecordingListener listener = new RecordingListener();
  private JavaFixture fixture;
  private FunctionPool pool;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    fixture = fixture(folder);
    pool =
        fixture.started(
            fixture.function(FixtureHandler.class, 1, FixtureHandler.PARTIES), listener);
  }

  JavaFixture fixture(Path folder) throws IOException, InterruptedException {
    return new JavaFixture(folder);
  }

  @AfterAll
  void stop() {
    pool.close();
    fixture.close();
  }

  private InvocationResult invoke(String event) throws Exception {
    return pool.invoke(event.getBytes(UTF_8)).get(30, TimeUnit.SECONDS);
  }

  private static String text(InvocationResult result) {
    assertThat(result).isInstanceOf(Response.class);
    return new String(((Response) result).payload(), UTF_8);
  }

  @Test
  void invoke_echo_returnsTheSameBytes() throws Exception {
    String event = "\"héllo \uD83D\uDE00 %s\"".formatted("x".repeat(200_000));
    assertThat(text(invoke(event))).isEqualTo(event);
  }

  @Test
  void invoke_sixtyFourAtOnce_areAllInsideOneEnvironmentAndGetTheirOwnAnswers() throws Exception {
    List<CompletableFuture<InvocationResult>> results = new ArrayList<>();
    for (int i = 0; i < FixtureHandler.PARTIES; i++) {
      results.add(pool.invoke("\"barrier %d\"".formatted(i).getBytes(UTF_8)));
    }
    for (int i = 0; i < FixtureHandler.PARTIES; i++) {
      assertThat(text(results.get(i).get(30, TimeUnit.SECONDS)))
          .isEqualTo("\"barrier %d\"".formatted(i));
    }
  }

  @Test
  void invoke_allSlotsBusy_isThrottledAtOnceAndLaterServed() throws Exception {
    List<CompletableFuture<InvocationResult>> busy =
        IntStream.range(0, FixtureHandler.PARTIES)
            .mapToObj(i -> pool.invoke("\"sleep 1000\"".getBytes(UTF_8)))
            .toList();
    assertThat(invoke("\"echo\"")).isEqualTo(new Throttled());
    assertThat(listener.throttled).anyMatch(refused -> refused.endsWith(" \"echo\""));
    assertThat(busy).noneMatch(CompletableFuture::isDone);
    for (CompletableFuture<InvocationResult> one : busy) {
      assertThat(one.get(30, TimeUnit.SECONDS)).isInstanceOf(Response.class);
    }
    assertThat(text(invoke("\"echo\""))).isEqualTo("\"echo\"");
  }

  @Test
  void invoke_handlerThrows_isAFunctionErrorAndTheEnvironmentGoesOn() throws Exception {
    List<Long> before = JavaFixture.pids(pool);
    assertThat(invoke("\"throw no luck\""))
        .isEqualTo(new FunctionError("java.lang.IllegalStateException", "no luck"));
    assertThat(text(invoke("\"echo\""))).isEqualTo("\"echo\"");
    assertThat(JavaFixture.pids(pool)).isEqualTo(before);
  }

  @Test
  void invoke_handlerRunsOutOfMemory_isAFunctionErrorAndTheEnvironmentGoesOn() throws Exception {
    List<Long> before = JavaFixture.pids(pool);
    assertThat(invoke("\"oom\""))
        .asInstanceOf(type(FunctionError.class))
        .extracting(FunctionError::errorType)
        .isEqualTo("java.lang.OutOfMemoryError");
    assertThat(text(invoke("\"echo\""))).isEqualTo("\"echo\"");
    assertThat(JavaFixture.pids(pool)).isEqualTo(before);
  }

  @Test
  void invoke_responseAboveSixMegabytes_isAFunctionError() throws Exception {
    assertThat(text(invoke("\"large 6000000\""))).hasSize(6_000_002);
    assertThat(invoke("\"large 7000000\""))
        .asInstanceOf(type(FunctionError.class))
        .extracting(FunctionError::errorType)
        .isEqualTo("Function.ResponseSizeTooLarge");
    assertThat(text(invoke("\"echo\""))).isEqualTo("\"echo\"");
  }

  @Test
  void environment_variables_areLambdasAndTheFunctionsAndNotOurs() throws Exception {
    assertThat(text(invoke("\"variable GREETING\""))).isEqualTo("\"hello\"");
    assertThat(text(invoke("\"variable AWS_LAMBDA_FUNCTION_NAME\""))).isEqualTo("\"Fixture\"");
    assertThat(text(invoke("\"variable AWS_LAMBDA_FUNCTION_VERSION\"")))
        .isEqualTo("\"$LATEST.PUBLISHED\"");
    assertThat(text(invoke("\"variable AWS_LAMBDA_INITIALIZATION_TYPE\"")))
        .isEqualTo("\"lambda-managed-instances\"");
    assertThat(System.getenv("HOME")).isNotNull();
    assertThat(text(invoke("\"variable HOME\""))).isEqualTo("\"null\"");
  }

  @Test
  void output_ofAHandler_reachesTheListener() throws Exception {
    invoke("\"print a line of its own\"");
    await().until(() -> listener.output.contains("a line of its own"));
  }

  @Test
  void listener_afterInvocations_pairsRequestIdsWithEvents() throws Exception {
    invoke("\"pair me\"");
    Set<CompletedInvocation> mine =
        listener.completed.stream()
            .filter(one -> new String(one.event(), UTF_8).equals("\"pair me\""))
            .collect(Collectors.toSet());
    assertThat(mine).hasSize(1);
    CompletedInvocation one = mine.iterator().next();
    assertThat(one.requestId()).hasSize(36);
    assertThat(one.pid()).isEqualTo(JavaFixture.pids(pool).getFirst());
    assertThat(text(one.result())).isEqualTo("\"pair me\"");
    assertThat(one.duration()).isPositive();
  }

  @Test
  void environments_whenIdle_showEveryPollerWaiting() {
    await()
        .untilAsserted(
            () ->
                assertThat(pool.environments())
                    .singleElement()
                    .isEqualTo(
                        new EnvironmentStatus(
                            JavaFixture.pids(pool).getFirst(),
                            EnvironmentStatus.State.READY,
                            0,
                            FixtureHandler.PARTIES)));
  }

  @Test
  void deploy_whileInvocationsRun_answersThemAndThenEndsTheOldEnvironments() throws Exception {
    FunctionSpec first = fixture.function(FixtureHandler.class, 1, 2);
    try (FunctionPool pool = fixture.started(first, FunctionListener.NONE)) {
      List<Long> old = JavaFixture.pids(pool);
      CompletableFuture<InvocationResult> running = pool.invoke("\"sleep 3000\"".getBytes(UTF_8));

      pool.deploy(fixture.function(FixtureHandler.class, 2, 1)).get(30, TimeUnit.SECONDS);

      assertThat(JavaFixture.pids(pool)).hasSize(2).doesNotContainAnyElementsOf(old);
      assertThat(text(running.get(10, TimeUnit.SECONDS))).isEqualTo("\"sleep 3000\"");
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> old.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
      assertThat(text(pool.invoke("\"echo\"".getBytes(UTF_8)).get(10, TimeUnit.SECONDS)))
          .isEqualTo("\"echo\"");
    }
  }
}
