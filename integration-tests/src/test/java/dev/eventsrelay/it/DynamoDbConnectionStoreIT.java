// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.ConnectionStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;

/** The connection store's contract on DynamoDB, in the table that the template defines. */
@ExtendWith(TargetExtension.class)
class DynamoDbConnectionStoreIT extends ConnectionStoreContract {
  private final EmbeddedRelay relay;

  DynamoDbConnectionStoreIT(EmbeddedRelay relay) {
    this.relay = relay;
  }

  @Override
  protected ConnectionStore store(InstantSource clock, int maxSubscriptions) {
    return RelayStores.of(relay, clock).connections(TTL, maxSubscriptions);
  }
}
