// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where it was measured.
 *
 * @param cpu the model, as the system names it
 * @param cores that the system schedules on
 * @param memoryGiB of the machine
 * @param loadAtStart the system's load average of the last minute; well above 0 means that others
 *     were at work, and that only ratios within the run count
 * @param system name, version and architecture
 */
public record Machine(String cpu, int cores, double memoryGiB, double loadAtStart, String system) {
  private static final double GIB = 1L << 30;

  public Machine {
    requireNonNull(cpu, "cpu is null");
    requireNonNull(system, "system is null");
  }

  /** This machine, as it is now. */
  public static Machine now() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        cpuModel(),
        system.getAvailableProcessors(),
        Math.round(system.getTotalMemorySize() / GIB * 10) / 10.0,
        system.getSystemLoadAverage(),
        "%s %s %s".formatted(system.getName(), system.getVersion(), system.getArch()));
  }

  private static String cpuModel() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException noProc) {
      return "unknown";
    }
  }
}
