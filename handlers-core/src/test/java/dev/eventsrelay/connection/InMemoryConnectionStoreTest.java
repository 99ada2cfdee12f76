// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import dev.eventsrelay.testkit.InMemoryConnectionStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

class InMemoryConnectionStoreTest extends ConnectionStoreContract {
  private @Nullable InMemoryConnectionStore store;

  /** One store for all threads of a test, also when several ask for it first. */
  @Override
  protected synchronized ConnectionStore store(InstantSource clock, int maxSubscriptions) {
    if (store == null) {
      store = new InMemoryConnectionStore(TTL, maxSubscriptions, clock);
    }
    return store;
  }
}
