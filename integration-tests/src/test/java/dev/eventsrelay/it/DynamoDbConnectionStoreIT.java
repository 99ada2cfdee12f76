// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import dev.eventsrelay.dynamodb.DynamoDbConnectionStore;
import dev.eventsrelay.dynamodb.DynamoDbSettings;
import dev.eventsrelay.relay.Backoff;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.ConnectionStoreContract;
import dev.eventsrelay.relay.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.ExtendWith;

/** The store's contract on DynamoDB, in the table that the template defines. */
@ExtendWith(TargetExtension.class)
class DynamoDbConnectionStoreIT extends ConnectionStoreContract {
  private final EmbeddedRelay relay;

  DynamoDbConnectionStoreIT(EmbeddedRelay relay) {
    this.relay = relay;
  }

  @Override
  protected ConnectionStore store(InstantSource clock) {
    return store(relay, clock);
  }

  /** A store on a relay's table, whichever DynamoDB that is in. */
  static ConnectionStore store(EmbeddedRelay relay, InstantSource clock) {
    return new DynamoDbConnectionStore(
        relay.dynamoDb(),
        new DynamoDbSettings(
            relay.emulator().tableName(),
            Duration.ofSeconds(5),
            CONNECTION_TTL,
            PUBLISHER_TTL,
            PENDING_TTL,
            50),
        new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), new Random(), Thread::sleep),
        new Tasks(Executors.newVirtualThreadPerTaskExecutor()),
        clock);
  }
}
