// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.testkit.BlockedCarriers;
import dev.eventsrelay.testkit.Failures;
import dev.eventsrelay.testkit.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the executor of production, unless a test is about one that has no thread. */
class TasksTest {
  private final Tasks tasks = Tasks.onVirtualThreads();
  private final ConcurrencyLimit limit = new ConcurrencyLimit(1, Duration.ZERO);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    release.countDown();
  }

  @Test
  void task_returnsWhatItsWorkReturned() {
    assertThat(tasks.start(() -> "done").join(in(Duration.ofSeconds(20)))).contains("done");
  }

  @Test
  void permit_ofWorkThatEnds_isGivenBack() {
    assertThat(tasks.start(permit(), () -> "done").join(in(Duration.ofSeconds(20)))).isPresent();

    assertFree();
  }

  @Test
  void permit_ofWorkThatThrows_isGivenBack() {
    Tasks.Task<String> task =
        tasks.start(
            permit(),
            () -> {
              throw new AssertionError("broken");
            });

    assertThatThrownBy(() -> task.join(in(Duration.ofSeconds(20))))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(AssertionError.class);
    assertFree();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void permit_isGivenBack_beforeTheResultIsSeen(boolean succeeds) {
    AtomicBoolean free = new AtomicBoolean();
    Permit slow =
        () -> {
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
          free.set(true);
        };

    Tasks.Task<String> task =
        tasks.start(
            slow,
            () -> {
              if (!succeeds) {
                throw new IllegalStateException("broken");
              }
              return "done";
            });

    try {
      task.join(in(Duration.ofSeconds(20)));
    } catch (IllegalStateException e) {
      assertThat(succeeds).isFalse();
    }
    assertThat(free).isTrue();
  }

  @Test
  void permit_ofATaskThatIsCancelledBeforeItBegan_isGivenBackAtOnce() throws Exception {
    AtomicBoolean begun = new AtomicBoolean();
    try (BlockedCarriers _ = BlockedCarriers.all()) {
      Tasks.Task<Boolean> task = tasks.start(permit(), () -> begun.getAndSet(true));

      assertThat(task.join(in(Duration.ofMillis(20)))).isEmpty();

      assertThat(limit.tryAcquire(in(Duration.ZERO)))
          .as("the place, while the task's thread is still waiting for a carrier")
          .isNotNull();
    }
    // A task started later on the same threads: the cancelled one has had its turn by then.
    assertThat(tasks.start(() -> "next").join(in(Duration.ofSeconds(20)))).isPresent();
    assertThat(begun).isFalse();
    assertThat(limit.tryAcquire(in(Duration.ZERO))).as("given back once only").isNull();
  }

  @Test
  void permit_ofWorkThatRunsOnAfterItWasCancelled_isHeldUntilItEnds() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Tasks.Task<String> task =
        tasks.start(
            permit(),
            () -> {
              begun.countDown();
              Waiting.uninterruptibly(release);
              return "late";
            });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(task.join(in(Duration.ofMillis(5)))).isEmpty();
    assertThat(limit.tryAcquire(in(Duration.ZERO))).isNull();

    release.countDown();
    assertFree();
  }

  @Test
  void permit_ofWorkThatHeedsItsInterruption_isGivenBack() {
    Tasks.Task<Boolean> task = tasks.start(permit(), this::awaitRelease);

    assertThat(task.join(in(Duration.ofMillis(5)))).isEmpty();

    assertFree();
  }

  @Test
  void join_ofAnInterruptedThread_isEmptyAndGivesThePermitBack() {
    Tasks.Task<Boolean> task = tasks.start(permit(), this::awaitRelease);
    Thread.currentThread().interrupt();

    assertThat(task.join(in(Duration.ofSeconds(20)))).isEmpty();

    assertThat(Thread.interrupted()).isTrue();
    assertFree();
  }

  @ParameterizedTest
  @MethodSource("dev.eventsrelay.testkit.Failures#noThread")
  void permit_ofATaskThatGetsNoThread_isGivenBack(Throwable failure) {
    Tasks none = Failures.tasksWithout(failure);
    Permit permit = permit();

    assertThatThrownBy(() -> none.start(permit, () -> "never")).isSameAs(failure);

    assertThat(limit.tryAcquire(in(Duration.ZERO))).isNotNull();
  }

  @Test
  void items_areWorkedOnSideBySideWithinTheMaximum() {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    List<Integer> results =
        tasks.forEach(
            IntStream.range(0, 200).boxed().toList(),
            3,
            in(Duration.ofSeconds(20)),
            item -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              LockSupport.parkNanos(1);
              underWay.decrementAndGet();
              return item;
            },
            () -> -1);

    assertThat(results).isEqualTo(IntStream.range(0, 200).boxed().toList());
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void items_thatAreNotDoneInTime_areLateAndTheOthersAreNot() {
    assertThat(
            tasks.forEach(
                List.of("quick", "slow", "never begun"),
                2,
                in(Duration.ofMillis(300)),
                item -> {
                  if (!item.equals("quick")) {
                    Waiting.uninterruptibly(release);
                  }
                  return item;
                },
                () -> "late"))
        .startsWith("quick", "late");
  }

  private Permit permit() {
    return requireNonNull(limit.tryAcquire(in(Duration.ofSeconds(20))));
  }

  private void assertFree() {
    await()
        .untilAsserted(() -> assertThat(limit.tryAcquire(in(Duration.ofSeconds(1)))).isNotNull());
  }

  private boolean awaitRelease() {
    try {
      return release.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static Deadline in(Duration time) {
    return Deadline.after(time, MonotonicClock.system());
  }
}
