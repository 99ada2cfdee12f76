// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import dev.eventsrelay.dynamodb.DynamoDbConnectionStore;
import dev.eventsrelay.dynamodb.DynamoDbSettings;
import dev.eventsrelay.lambda.Configuration;
import dev.eventsrelay.relay.Backoff;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The relay's store as it is deployed, with more patience: a benchmark must not time out. */
public final class Stores {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Stores() {}

  /** A store over that client, which stays the caller's to close. */
  public static ConnectionStore over(
      DynamoDbClient client, Configuration configuration, Tasks tasks) {
    DynamoDbSettings settings =
        new DynamoDbSettings(
            configuration.table(),
            PATIENCE,
            configuration.connectionTtl(),
            configuration.publisherTtl(),
            configuration.pendingTtl(),
            LocalTable.MAX_CONNECTIONS);
    Backoff backoff =
        new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), new Random(1), Thread::sleep);
    return new DynamoDbConnectionStore(client, settings, backoff, tasks, InstantSource.system());
  }

  /** Far enough for everything that a benchmark does in one call. */
  public static Deadline deadline() {
    return Deadline.after(PATIENCE, InstantSource.system());
  }
}
