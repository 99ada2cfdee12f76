// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * How many files this process may have open. Each connection of a client is one.
 *
 * @param most the limit
 * @param open how many are open already
 */
record FileLimit(long most, long open) {
  /** The limit that many systems set; below it, somebody has lowered it. */
  private static final long USUAL = 1024;

  /** Of this process; empty where the operating system does not tell. */
  static Optional<FileLimit> ofThisProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? Optional.of(
            new FileLimit(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount()))
        : Optional.empty();
  }

  /** A sentence for the user if the limit is low. */
  Optional<String> warning() {
    return most < USUAL
        ? Optional.of(
            "This process may open %d files, which is enough for about %d connections; raise the limit with ulimit -n."
                .formatted(most, Math.max(0, most - open)))
        : Optional.empty();
  }
}
