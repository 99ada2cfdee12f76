// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.ConnectionStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store's contract on the DynamoDB of LocalStack's container. */
@ExtendWith(LocalStackExtension.class)
class LocalStackConnectionStoreIT extends ConnectionStoreContract {
  private final EmbeddedRelay relay;

  LocalStackConnectionStoreIT(EmbeddedRelay relay) {
    this.relay = relay;
  }

  @Override
  protected ConnectionStore store(InstantSource clock) {
    return DynamoDbConnectionStoreIT.store(relay, clock);
  }
}
