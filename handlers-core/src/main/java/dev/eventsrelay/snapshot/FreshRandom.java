// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.snapshot;

import java.security.SecureRandom;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.crac.Context;
import org.crac.Resource;

/**
 * Random numbers that copies restored from one snapshot do not share: seeded anew after a restore,
 * by the operating system. The state of {@link java.util.concurrent.ThreadLocalRandom} is part of
 * the snapshot, so copies that fail together would come back together.
 *
 * <p>For jitter, not for secrets. Thread-safe.
 */
public final class FreshRandom implements RandomGenerator {
  private final Restorable<Random> source;

  /** Random numbers; the hooks of {@code snapshots} run around a snapshot. */
  public FreshRandom(Context<Resource> snapshots) {
    this(seeded(), snapshots);
  }

  FreshRandom(Random first, Context<Resource> snapshots) {
    this.source = Restorable.of(first, FreshRandom::seeded, _ -> {}, snapshots);
  }

  private static Random seeded() {
    return new Random(new SecureRandom().nextLong());
  }

  @Override
  public long nextLong() {
    return source.get().nextLong();
  }
}
