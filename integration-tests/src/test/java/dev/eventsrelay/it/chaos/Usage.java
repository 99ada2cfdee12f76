// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one Java process uses, by the kernel and by its own account. Linux only.
 *
 * @param liveHeapBytes after a full garbage collection, which the measurement causes
 * @param residentBytes of the whole process
 */
record Usage(long liveHeapBytes, long residentBytes, int threads, int descriptors) {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
  private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)");
  private static final long PATIENCE_SECONDS = 30;
  private static final int KILO = 1024;

  static Usage of(long pid) throws IOException, InterruptedException {
    long liveHeap = number(TOTAL, jcmd(pid, "GC.class_histogram"));
    Path process = Path.of("/proc", Long.toString(pid));
    String status = Files.readString(process.resolve("status"));
    try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
      return new Usage(
          liveHeap,
          number(RESIDENT, status) * KILO,
          Math.toIntExact(number(THREADS, status)),
          Math.toIntExact(descriptors.count()));
    }
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!jcmd.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      jcmd.destroyForcibly();
      throw new IOException("jcmd did not end");
    }
    return output;
  }

  private static long number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("No %s in %s".formatted(pattern, text));
    }
    return Long.parseLong(matcher.group(1));
  }

  @Override
  public String toString() {
    return "live heap %.1f MB, RSS %d MB, %d threads, %d descriptors"
        .formatted(
            liveHeapBytes / (double) KILO / KILO,
            residentBytes / KILO / KILO,
            threads,
            descriptors);
  }
}
