// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import dev.eventsrelay.relay.ResultStore;
import dev.eventsrelay.relay.ResultStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The result store's contract on the DynamoDB of LocalStack's container. */
@ExtendWith(LocalStackExtension.class)
class LocalStackResultStoreIT extends ResultStoreContract {
  private final EmbeddedRelay relay;

  LocalStackResultStoreIT(EmbeddedRelay relay) {
    this.relay = relay;
  }

  @Override
  protected ResultStore store(InstantSource clock) {
    return RelayStores.of(relay, clock).results(PUBLISHER_TTL, PENDING_TTL, BOUNDS);
  }
}
