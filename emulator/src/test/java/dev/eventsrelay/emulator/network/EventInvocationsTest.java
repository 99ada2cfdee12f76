// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RestsOn(
    value = Evidence.DOCUMENTED,
    source = "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html")
class EventInvocationsTest {
  private static final InvocationResult DONE = new InvocationResult.Response(new byte[0]);
  private static final InvocationResult FAILED = new InvocationResult.FunctionError("E", "broken");
  private static final InvocationResult REFUSED = new InvocationResult.Throttled();

  private final DefaultEventExecutor timer = new DefaultEventExecutor();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final EventInvocations invocations =
      new EventInvocations(
          timer,
          log::add,
          List.of(Duration.ofMillis(10), Duration.ofMillis(10)),
          Duration.ofMillis(1));

  @AfterEach
  void stop() {
    var _ = timer.shutdownGracefully();
  }

  @Test
  void function_thatAlwaysFails_isGivenUpAfterThreeAttempts() {
    invocations.accept("f", answering(FAILED), new byte[0]);

    await().atMost(Duration.ofSeconds(5)).until(() -> log.size() == 3);
    assertThat(calls).hasValue(3);
    assertThat(log.getFirst())
        .isEqualTo("An Event invocation of f failed (E: broken) and is repeated in 0 s.");
    assertThat(log.getLast())
        .isEqualTo("An Event invocation of f failed (E: broken) and is given up.");
  }

  @Test
  void function_thatRefusesAndFailsOnce_isInvokedUntilItWorks() {
    invocations.accept(
        "f", answering(REFUSED, REFUSED, REFUSED, FAILED, REFUSED, DONE), new byte[0]);

    await().atMost(Duration.ofSeconds(5)).until(() -> calls.get() == 6);
    assertThat(log).singleElement().asString().contains("is repeated");
  }

  @Test
  void invocations_tooMany_areNotAccepted() {
    LambdaFunction never = _ -> new CompletableFuture<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(invocations.accept("f", never, new byte[0])).isTrue();
    }
    assertThat(invocations.accept("f", never, new byte[0])).isFalse();
  }

  /** A function that gives these answers in turn, and then the last one. */
  private LambdaFunction answering(InvocationResult... answers) {
    return _ ->
        CompletableFuture.completedFuture(
            answers[Math.min(calls.getAndIncrement(), answers.length - 1)]);
  }
}
