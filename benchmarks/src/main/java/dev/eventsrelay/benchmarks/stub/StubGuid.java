// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.stub;

/** A guid that says how many subscribers it has: {@code subscribers-100-7f}. */
public final class StubGuid {
  private static final String PREFIX = "subscribers-";

  private StubGuid() {}

  /**
   * A guid.
   *
   * @param subscribers how many the stub finds for it
   * @param id what tells it from others
   */
  public static String of(int subscribers, long id) {
    return PREFIX + subscribers + "-" + Long.toHexString(id);
  }

  /** The subscribers of a guid; none of one that is not ours. */
  static int subscribers(String guid) {
    int end = guid.indexOf('-', PREFIX.length());
    if (!guid.startsWith(PREFIX) || end < 0) {
      return 0;
    }
    return Integer.parseInt(guid.substring(PREFIX.length(), end));
  }
}
