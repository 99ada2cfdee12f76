// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

class InMemoryConnectionStoreTest extends ConnectionStoreContract {
  private @Nullable InMemoryConnectionStore store;

  /** One store for all threads of a test, also when several ask for it first. */
  @Override
  protected synchronized ConnectionStore store(InstantSource clock) {
    if (store == null) {
      store = new InMemoryConnectionStore(CONNECTION_TTL, PUBLISHER_TTL, PENDING_TTL, clock);
    }
    return store;
  }
}
