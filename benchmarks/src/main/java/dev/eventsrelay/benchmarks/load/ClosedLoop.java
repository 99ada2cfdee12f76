// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.BenchmarkException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * As many requests at once as there are places: each is followed by the next when it is answered.
 */
public final class ClosedLoop {
  private static final int PATIENCE_SECONDS = 30;

  private final Invoker invoker;
  private final int atOnce;

  public ClosedLoop(Invoker invoker, int atOnce) {
    this.invoker = requireNonNull(invoker, "invoker is null");
    this.atOnce = atOnce;
  }

  /**
   * What was answered.
   *
   * @param answers how many
   * @param time in which
   */
  public record Saturation(long answers, Duration time) {
    /** Answers per second. */
    public double rate() {
      return answers * 1e9 / time.toNanos();
    }
  }

  /**
   * Runs for that long, and waits for what is under way then.
   *
   * @throws BenchmarkException if a request failed or was not answered
   */
  public Saturation run(Duration duration) throws InterruptedException {
    LongAdder answers = new LongAdder();
    Failures failures = new Failures();
    CountDownLatch places = new CountDownLatch(atOnce);
    long start = System.nanoTime();
    long end = start + duration.toNanos();
    for (int i = 0; i < atOnce; i++) {
      again(end, answers, failures, places);
    }
    if (!places.await(duration.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new BenchmarkException(places.getCount() + " requests were never answered.", null);
    }
    failures.requireNone();
    return new Saturation(answers.sum(), Duration.ofNanos(System.nanoTime() - start));
  }

  private void again(long end, LongAdder answers, Failures failures, CountDownLatch places) {
    var _ =
        invoker
            .invoke()
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null) {
                    failures.add(failure);
                    places.countDown();
                    return;
                  }
                  answers.increment();
                  if (System.nanoTime() < end) {
                    again(end, answers, failures, places);
                  } else {
                    places.countDown();
                  }
                });
  }
}
