// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The options in force in this JVM that decide how fast it can become. They come from a command
 * line, a file or {@code JAVA_TOOL_OPTIONS}, and only the JVM knows which of them won.
 *
 * @param tieredStopAtLevel 4 for both compilers; 1 for the first alone
 * @param collector such as {@code Serial}
 * @param maxHeapMiB the most that the heap may take
 * @param processors that the JVM counts on
 */
public record JvmOptions(int tieredStopAtLevel, String collector, long maxHeapMiB, int processors) {
  /** Levels 2 and 3 are the first compiler's too, and never the last one without the second. */
  private static final int FIRST_COMPILER = 3;

  private static final long BYTES_PER_MIB = 1L << 20;

  /** Those of this process. */
  public static JvmOptions inForce() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return new JvmOptions(
        Integer.parseInt(value(jvm, "TieredStopAtLevel")),
        Stream.of("Serial", "G1", "Parallel", "Z", "Shenandoah")
            .filter(name -> isOn(jvm, "Use" + name + "GC"))
            .findFirst()
            .orElse("unknown"),
        Long.parseLong(value(jvm, "MaxHeapSize")) / BYTES_PER_MIB,
        Runtime.getRuntime().availableProcessors());
  }

  private static boolean isOn(HotSpotDiagnosticMXBean jvm, String option) {
    try {
      return Boolean.parseBoolean(value(jvm, option));
    } catch (IllegalArgumentException notInThisBuild) {
      return false;
    }
  }

  private static String value(HotSpotDiagnosticMXBean jvm, String option) {
    return jvm.getVMOption(option).getValue();
  }

  /** Whether code that stays hot is compiled again, on what it did so far. */
  public boolean hasSecondCompiler() {
    return tieredStopAtLevel > FIRST_COMPILER;
  }

  /** As members of a line of the log. */
  public Map<String, Object> members() {
    return Map.of(
        "tieredStopAtLevel",
        tieredStopAtLevel,
        "collector",
        collector,
        "maxHeapMiB",
        maxHeapMiB,
        "processors",
        processors);
  }
}
