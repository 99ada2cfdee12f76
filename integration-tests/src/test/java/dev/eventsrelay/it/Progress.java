// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Says what runs, and what has come of it: a line when a test with a tag begins, and one when it
 * ends. JUnit finds it as a service. Thread-safe.
 */
public final class Progress implements TestExecutionListener {
  private final long start = System.nanoTime();
  private final AtomicInteger ended = new AtomicInteger();
  private final ConcurrentMap<String, Long> begun = new ConcurrentHashMap<>();

  @Override
  public void executionStarted(TestIdentifier test) {
    if (isLong(test)) {
      begun.put(test.getUniqueId(), System.nanoTime());
      System.out.printf("%5d s  %s begins%n", secondsSince(start), nameOf(test));
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    Long began = begun.remove(test.getUniqueId());
    if (began != null) {
      System.out.printf(
          "%5d s  %s: %s after %d s, %d so far%n",
          secondsSince(start),
          nameOf(test),
          result.getStatus().name().toLowerCase(Locale.ROOT),
          secondsSince(began),
          ended.incrementAndGet());
    }
  }

  private static boolean isLong(TestIdentifier test) {
    return test.isTest() && !test.getTags().isEmpty();
  }

  private static String nameOf(TestIdentifier test) {
    return test.getUniqueIdObject().getSegments().stream()
            .filter(segment -> segment.getType().equals("class"))
            .map(segment -> segment.getValue().substring(segment.getValue().lastIndexOf('.') + 1))
            .findFirst()
            .orElse("")
        + " "
        + test.getDisplayName();
  }

  private static long secondsSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toSeconds();
  }
}
