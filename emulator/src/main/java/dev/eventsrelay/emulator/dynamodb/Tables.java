// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/**
 * Creates a template's tables in any DynamoDB: DynamoDB Local, another emulator, or AWS.
 * Thread-safe.
 */
public final class Tables {
  private static final WaiterOverrideConfiguration UNTIL_ACTIVE =
      WaiterOverrideConfiguration.builder()
          .waitTimeout(Duration.ofMinutes(1))
          .maxAttempts(600)
          .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(100)))
          .build();

  private final DynamoDbClient client;

  /**
   * Uses a client.
   *
   * @param client for the DynamoDB that gets the tables; closed by the caller
   */
  public Tables(DynamoDbClient client) {
    this.client = client;
  }

  /**
   * Creates a table and waits until it is active, for at most a minute. A table that exists is
   * taken as it is if its key is the same.
   *
   * @param name of the table
   * @param properties of the {@code AWS::DynamoDB::Table} resource, without intrinsic functions
   * @throws IllegalArgumentException with a sentence that names the property at fault
   */
  public CreatedTable create(String name, ObjectNode properties) {
    TableDefinition definition = TableDefinition.of(name, new TableProperties(name, properties));
    boolean existed = !created(definition);
    TableDescription table = waitUntilActive(name);
    if (existed) {
      requireSameKey(definition, table);
    }
    definition.timeToLiveAttribute().ifPresent(attribute -> enableTimeToLive(name, attribute));
    return new CreatedTable(name, existed, definition.ignoredProperties());
  }

  private boolean created(TableDefinition definition) {
    try {
      client.createTable(definition.request());
      return true;
    } catch (ResourceInUseException exists) {
      return false;
    }
  }

  private TableDescription waitUntilActive(String name) {
    try (DynamoDbWaiter waiter =
        DynamoDbWaiter.builder().client(client).overrideConfiguration(UNTIL_ACTIVE).build()) {
      return waiter
          .waitUntilTableExists(request -> request.tableName(name))
          .matched()
          .response()
          .orElseThrow()
          .table();
    }
  }

  private static void requireSameKey(TableDefinition definition, TableDescription table) {
    Set<KeySchemaElement> wanted = Set.copyOf(definition.request().keySchema());
    if (!wanted.equals(Set.copyOf(table.keySchema()))) {
      throw new IllegalArgumentException(
          "Table %s exists with another key: delete it, or use another name."
              .formatted(table.tableName()));
    }
  }

  private void enableTimeToLive(String name, String attribute) {
    TimeToLiveStatus status =
        client
            .describeTimeToLive(request -> request.tableName(name))
            .timeToLiveDescription()
            .timeToLiveStatus();
    if (status == TimeToLiveStatus.ENABLED || status == TimeToLiveStatus.ENABLING) {
      return;
    }
    client.updateTimeToLive(
        request ->
            request
                .tableName(name)
                .timeToLiveSpecification(ttl -> ttl.attributeName(attribute).enabled(true)));
  }
}
