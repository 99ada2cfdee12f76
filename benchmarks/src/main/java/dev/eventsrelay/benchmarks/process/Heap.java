// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsrelay.benchmarks.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heap of a JVM with the serial collector that logs its collections: how much was allocated,
 * without an agent in it and without a sampling error.
 */
public final class Heap {
  private static final Pattern GENERATION =
      Pattern.compile("(?:DefNew|Tenured): (\\d+)K\\(\\d+K\\)->(\\d+)K");
  private static final Pattern PAUSE = Pattern.compile("Pause .* ([0-9.]+)ms");
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  private final long pid;
  private final Path log;

  /**
   * The heap of a process.
   *
   * @param log what the option {@link #option} made it write
   */
  public Heap(long pid, Path log) {
    this.pid = pid;
    this.log = log;
  }

  /** The option for the JVM. */
  public static String option(Path log) {
    // The generations are told in kilobytes, the pauses in milliseconds.
    return "-Xlog:gc,gc+heap:file=" + log + "::filecount=0";
  }

  /**
   * Where the heap stands.
   *
   * @param usedKiB in the heap now
   * @param collectedKiB that all collections together have freed
   * @param pauseMillis that all collections together have taken
   * @param collections how many there were
   */
  public record State(long usedKiB, long collectedKiB, double pauseMillis, long collections) {
    /** Kilobytes allocated between an earlier state and this one. */
    public long allocatedSince(State earlier) {
      return usedKiB - earlier.usedKiB + collectedKiB - earlier.collectedKiB;
    }
  }

  /** Asks the JVM and reads its log. */
  public State state() throws InterruptedException {
    long used = used(Jcmd.run(pid, "GC.heap_info"));
    return collections(used, lines());
  }

  /** Kilobytes that a full collection leaves: what is really in use. */
  public long liveKiB() throws InterruptedException {
    Jcmd.run(pid, "GC.run");
    return used(Jcmd.run(pid, "GC.heap_info"));
  }

  private String lines() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      throw new BenchmarkException("The JVM has written no log of its collections.", e);
    }
  }

  static State collections(long used, String lines) {
    long freed = 0;
    for (Matcher matcher = GENERATION.matcher(lines); matcher.find(); ) {
      freed += Long.parseLong(matcher.group(1)) - Long.parseLong(matcher.group(2));
    }
    double pauses = 0;
    long count = 0;
    for (Matcher matcher = PAUSE.matcher(lines); matcher.find(); count++) {
      pauses += Double.parseDouble(matcher.group(1));
    }
    return new State(used, freed, pauses, count);
  }

  /** The generations' use, the metaspace's not. */
  static long used(String heapInfo) {
    return USED.matcher(heapInfo)
        .results()
        .mapToLong(generation -> Long.parseLong(generation.group(1)))
        .sum();
  }
}
