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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Environments that fail, under the real runtime interface client. */
@Timeout(40)
@RestsOn(
    value = Evidence.INFERRED,
    source =
        "run under AWS's own runtime interface client; the platform's part as in the source of"
            + " https://github.com/aws/aws-lambda-runtime-interface-emulator")
class EnvironmentFailureTest {
  private final RecordingListener listener = new RecordingListener();
  private JavaFixture fixture;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    fixture = new JavaFixture(folder);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static CompletableFuture<InvocationResult> invoke(FunctionPool pool, String event) {
    return pool.invoke(event.getBytes(UTF_8));
  }

  private static InvocationResult answer(CompletableFuture<InvocationResult> result)
      throws Exception {
    return result.get(30, TimeUnit.SECONDS);
  }

  private void assertStartFails(Class<?> handler, String... parts) {
    try (FunctionPool pool = fixture.pool(fixture.function(handler, 2, 2), listener)) {
      assertThatThrownBy(() -> pool.start().get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(FunctionStartException.class)
          .hasMessageContainingAll(parts);
      assertThat(pool.environments()).isEmpty();
    }
  }

  @Test
  void start_constructorThrows_failsWithItsMessage() {
    assertStartFails(
        ThrowingConstructorHandler.class,
        "Fixture",
        "IllegalStateException",
        "CONNECTIONS_TABLE is not set");
  }

  @Test
  void start_constructorExits_failsWithStatusAndLastOutput() {
    assertStartFails(ExitingConstructorHandler.class, "exit status 7", "cannot go on");
  }

  @Test
  void invoke_classMissing_failsEachInvocation() throws Exception {
    FunctionSpec function = fixture.function(FixtureHandler.class, 1, 2);
    FunctionSpec wrong =
        new FunctionSpec(
            function.arn(),
            function.code(),
            "nowhere.Handler",
            function.runtime(),
            function.environment(),
            function.timeout(),
            function.memoryMb(),
            new Compute.Managed(1, 2));
    try (FunctionPool pool = fixture.started(wrong, listener)) {
      for (int i = 0; i < 3; i++) {
        assertThat(answer(invoke(pool, "\"echo\"")))
            .asInstanceOf(type(FunctionError.class))
            .extracting(FunctionError::message)
            .asString()
            .contains("nowhere.Handler");
      }
    }
  }

  @Test
  void kill_whileBusy_failsItsInvocationsServesByOthersAndIsReplaced() throws Exception {
    FunctionSpec function = fixture.function(FixtureHandler.class, 2, 2);
    try (FunctionPool pool = fixture.started(function, listener)) {
      List<Long> before = JavaFixture.pids(pool);
      CompletableFuture<InvocationResult> first = invoke(pool, "\"sleep 15000\"");
      await()
          .until(
              () -> pool.environments().stream().mapToInt(EnvironmentStatus::inFlight).sum() == 1);
      long victim =
          pool.environments().stream()
              .filter(one -> one.inFlight() == 1)
              .mapToLong(EnvironmentStatus::pid)
              .sum();
      assertThat(pool.kill(victim)).isTrue();
      assertThat(answer(first))
          .asInstanceOf(type(FunctionError.class))
          .satisfies(error -> assertThat(error.errorType()).isEqualTo("Runtime.ExitError"))
          .satisfies(
              error ->
                  assertThat(error.message())
                      .matches(
                          "RequestId: \\S{36} Error: Runtime exited with error: signal: killed"));
      assertThat(answer(invoke(pool, "\"echo\""))).isInstanceOf(Response.class);
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(pool.environments())
                      .hasSize(2)
                      .allMatch(one -> one.state() == EnvironmentStatus.State.READY)
                      .noneMatch(one -> one.pid() == victim)
                      .anyMatch(one -> before.contains(one.pid())));
      assertThat(pool.kill(victim)).isFalse();
    }
  }

  @Test
  void invoke_handlerExits_isAnExitErrorAndNoOneElseServes() throws Exception {
    try (FunctionPool pool =
        fixture.started(fixture.function(FixtureHandler.class, 1, 2), listener)) {
      assertThat(answer(invoke(pool, "\"exit 3\"")))
          .asInstanceOf(type(FunctionError.class))
          .extracting(FunctionError::message)
          .asString()
          .endsWith("Error: Runtime exited with error: exit status 3");
      assertThat(answer(invoke(pool, "\"echo\""))).isEqualTo(new Throttled());
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> answer(invoke(pool, "\"echo\"")) instanceof Response);
      assertThat(listener.notices)
          .contains("Environment ended: Runtime exited with error: exit status 3.");
    }
  }

  @Test
  void invoke_timeout_tellsTheCallerWhileTheCodeKeepsItsSlot() throws Exception {
    FunctionSpec function = fixture.function(FixtureHandler.class, 1, 1);
    FunctionSpec hasty =
        new FunctionSpec(
            function.arn(),
            function.code(),
            function.handler(),
            function.runtime(),
            function.environment(),
            Duration.ofMillis(300),
            function.memoryMb(),
            new Compute.Managed(1, 2));
    try (FunctionPool pool = fixture.started(hasty, listener)) {
      List<Long> before = JavaFixture.pids(pool);
      var slow = invoke(pool, "\"sleep 2000\"");
      var slower = invoke(pool, "\"sleep 2000\"");
      assertThat(answer(slow)).isEqualTo(new TimedOut(Duration.ofMillis(300)));
      assertThat(answer(slower)).isEqualTo(new TimedOut(Duration.ofMillis(300)));
      assertThat(answer(invoke(pool, "\"echo\""))).isEqualTo(new Throttled());
      assertThat(pool.environments()).singleElement().matches(one -> one.inFlight() == 2);
      await().until(() -> pool.environments().getFirst().waitingPollers() == 2);
      assertThat(answer(invoke(pool, "\"echo\""))).isInstanceOf(Response.class);
      assertThat(JavaFixture.pids(pool)).isEqualTo(before);
      assertThat(listener.notices)
          .hasSize(4)
          .filteredOn(notice -> notice.contains("too late"))
          .hasSize(2);
    }
  }

  @Test
  void close_whileBusy_failsWhatIsInFlightAndLeavesNoProcess() throws Exception {
    FunctionPool pool = fixture.started(fixture.function(FixtureHandler.class, 1, 2), listener);
    long pid = JavaFixture.pids(pool).getFirst();
    var busy = invoke(pool, "\"sleep 15000\"");
    await().until(() -> pool.environments().getFirst().inFlight() == 1);
    pool.close();
    assertThat(answer(busy)).isInstanceOf(FunctionError.class);
    assertThat(answer(invoke(pool, "\"echo\""))).isInstanceOf(FunctionError.class);
    await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    pool.close();
  }
}
