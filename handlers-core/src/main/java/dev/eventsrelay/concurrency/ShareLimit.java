// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how much each of many owners may have under way, so that none of them starves the others.
 *
 * <p>Remembers only owners that have something under way. Thread-safe.
 *
 * @param <K> an owner, with value equality
 */
public final class ShareLimit<K> {
  private final ConcurrentMap<K, Integer> underWay = new ConcurrentHashMap<>();
  private final int share;

  /**
   * A limit.
   *
   * @param share how much one owner may have under way, 1 or more
   */
  public ShareLimit(int share) {
    if (share < 1) {
      throw new IllegalArgumentException("share is " + share + ", less than 1");
    }
    this.share = share;
  }

  /** Takes one of the owner's places, without waiting; null if all of them are taken. */
  public @Nullable Permit tryAcquire(K owner) {
    int[] before = new int[1];
    underWay.compute(
        owner,
        (_, count) -> {
          before[0] = count == null ? 0 : count;
          return before[0] < share ? before[0] + 1 : before[0];
        });
    return before[0] < share ? ConcurrencyLimit.onceOnly(() -> giveBack(owner)) : null;
  }

  /** How many owners have something under way. */
  int owners() {
    return underWay.size();
  }

  private void giveBack(K owner) {
    underWay.computeIfPresent(owner, (_, count) -> count > 1 ? count - 1 : null);
  }
}
