// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsrelay.benchmarks.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What Linux says about a process now.
 *
 * @param cpu user and system time of all its threads since it began, in steps of 10 ms
 * @param rssMiB memory it holds
 * @param peakRssMiB the most it has held
 * @param threads of the system, without virtual ones
 */
public record ProcessUsage(Duration cpu, double rssMiB, double peakRssMiB, int threads) {
  /** Asks now. */
  public static ProcessUsage of(long pid) {
    try {
      String status = Files.readString(Path.of("/proc/" + pid + "/status"), UTF_8);
      return new ProcessUsage(
          cpuOf(pid),
          field(status, "VmRSS:") / 1024.0,
          field(status, "VmHWM:") / 1024.0,
          (int) field(status, "Threads:"));
    } catch (IOException e) {
      throw new BenchmarkException("Process %d has ended.".formatted(pid), e);
    }
  }

  /** The CPU time alone, which is cheaper. */
  public static Duration cpuOf(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .orElseThrow(() -> new BenchmarkException("Process %d has ended.".formatted(pid), null));
  }

  static long field(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split("\\s+", -1)[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
  }
}
