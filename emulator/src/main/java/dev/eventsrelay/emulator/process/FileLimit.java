// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many files this process may have open. Each connection is one: of a client, of an
 * environment's slot to the Runtime API, of a call to a service. Immutable.
 *
 * @param most the limit; {@link Long#MAX_VALUE} where the operating system does not tell
 * @param open how many are open already
 */
public record FileLimit(long most, long open) {
  /** The limit that many systems set; below it, somebody has lowered it. */
  private static final long USUAL = 1024;

  /** What a start opens without a slot: 114 for three environments, 135 for seven. */
  private static final long OWN = 100;

  private static final long OWN_OF_ENVIRONMENT = 6;

  /** Clients and calls keep this part of all. */
  private static final long RESERVE = 4;

  /** Of this process. */
  public static FileLimit ofThisProcess() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? new FileLimit(system.getMaxFileDescriptorCount(), system.getOpenFileDescriptorCount())
        : new FileLimit(Long.MAX_VALUE, 0);
  }

  /** Whether somebody has lowered the limit. */
  public boolean isLow() {
    return most < USUAL;
  }

  /** How many more files this process may open. */
  public long left() {
    return Math.max(0, most - open);
  }

  /**
   * How many slots each of so many environments can have, so that clients and calls find files too.
   * 0 or less if there are not files enough for the environments alone.
   */
  public long slots(int environments) {
    long own = OWN + OWN_OF_ENVIRONMENT * environments;
    return (most - most / RESERVE - own) / Math.max(1, environments);
  }
}
