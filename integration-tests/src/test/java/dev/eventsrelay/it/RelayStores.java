// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.dynamodb.DynamoDbConnectionStore;
import dev.eventsrelay.dynamodb.DynamoDbSettings;
import dev.eventsrelay.dynamodb.Table;
import dev.eventsrelay.relay.PendingBounds;
import dev.eventsrelay.relay.ResultStore;
import dev.eventsrelay.relay.dynamodb.DynamoDbResultStore;
import dev.eventsrelay.relay.dynamodb.Guids;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The stores that production has, on a DynamoDB that a test chooses. Thread-safe. */
public final class RelayStores {
  private final Tasks tasks = Tasks.onVirtualThreads();
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), new Random(), Thread::sleep);
  private final Table table;

  /** Stores in that table, through a client that stays the caller's to close. */
  public RelayStores(DynamoDbClient client, String tableName, InstantSource clock) {
    this.table = Table.of(new DynamoDbSettings(tableName, 50), () -> client, backoff, tasks, clock);
  }

  /** Stores in the table of a relay. */
  static RelayStores of(EmbeddedRelay relay, InstantSource clock) {
    return new RelayStores(relay.dynamoDb(), relay.emulator().tableName(), clock);
  }

  public ConnectionStore connections(Duration ttl, int maxSubscriptions) {
    return new DynamoDbConnectionStore(table, tasks, Guids.TOPICS, ttl, maxSubscriptions);
  }

  public ResultStore results(Duration publisherTtl, Duration pendingTtl, PendingBounds bounds) {
    return new DynamoDbResultStore(table, publisherTtl, pendingTtl, bounds, backoff);
  }
}
