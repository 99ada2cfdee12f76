// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.BenchmarkException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * Requests at a rate that does not depend on the answers. The time of each counts from when it was
 * due: one that has to wait, for a place or because we were late, waits on the clock.
 */
public final class OpenLoop {
  private static final int PATIENCE_SECONDS = 30;
  private static final int DIGITS = 3;

  private final Invoker invoker;
  private final int atOnce;

  /**
   * A loop.
   *
   * @param atOnce how many requests may be under way; what is due beyond waits
   */
  public OpenLoop(Invoker invoker, int atOnce) {
    this.invoker = requireNonNull(invoker, "invoker is null");
    this.atOnce = atOnce;
  }

  /**
   * Runs for that long and waits for the last answers.
   *
   * @param rate requests per second
   * @return nanoseconds from due to answered, of every request
   * @throws BenchmarkException if a request failed or was not answered
   */
  public Histogram run(double rate, Duration duration) throws InterruptedException {
    Run run = new Run();
    Pace pace = new Pace(System.nanoTime(), rate);
    long count = Math.max(1, Math.round(rate * duration.toNanos() / 1e9));
    for (long n = 0; n < count; n++) {
      run.due(pace.await(n));
    }
    if (!run.answered.tryAcquire((int) count, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new BenchmarkException(
          "%d of %d requests were never answered."
              .formatted(count - run.answered.availablePermits(), count),
          null);
    }
    run.failures.requireNone();
    return run.times;
  }

  private final class Run {
    private final Places places = new Places(atOnce);
    private final Semaphore answered = new Semaphore(0);
    private final Failures failures = new Failures();
    private final Histogram times = new SynchronizedHistogram(DIGITS);

    void due(long time) {
      places.enter(() -> send(time));
    }

    private void send(long due) {
      var _ =
          invoker
              .invoke()
              .whenComplete(
                  (answer, failure) -> {
                    times.recordValue(Math.max(0, System.nanoTime() - due));
                    if (failure != null) {
                      failures.add(failure);
                    }
                    answered.release();
                    places.leave();
                  });
    }
  }
}
