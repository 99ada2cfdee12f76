// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import dev.eventsrelay.testkit.InMemoryResultStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

class InMemoryResultStoreTest extends ResultStoreContract {
  private @Nullable InMemoryResultStore store;

  /** One store for all threads of a test, also when several ask for it first. */
  @Override
  protected synchronized ResultStore store(InstantSource clock) {
    if (store == null) {
      store = new InMemoryResultStore(PUBLISHER_TTL, PENDING_TTL, BOUNDS, clock);
    }
    return store;
  }
}
