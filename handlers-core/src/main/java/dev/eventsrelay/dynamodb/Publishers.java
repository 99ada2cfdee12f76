// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static dev.eventsrelay.dynamodb.Row.number;
import static dev.eventsrelay.dynamodb.Row.string;
import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.relay.Deadline;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The rows that say where an ack goes and whether there was one: each operation is one write. */
final class Publishers {
  private final Table table;
  private final Duration ttl;

  Publishers(Table table, Duration ttl) {
    this.table = requireNonNull(table, "table is null");
    this.ttl = requireNonNull(ttl, "ttl is null");
  }

  /** Leaves what is known about an ack, and returns it. */
  Optional<ConnectionId> save(Guid guid, ConnectionId publisher, Deadline deadline) {
    UpdateItemRequest.Builder update =
        update(guid)
            .updateExpression("SET #publisher = :publisher, #ttl = :ttl")
            .expressionAttributeNames(Map.of("#publisher", Row.CONNECTION_ID, "#ttl", Row.TTL))
            .expressionAttributeValues(
                Map.of(":publisher", string(publisher.value()), ":ttl", table.expiry(ttl)));
    return Row.acknowledgingConnection(updated(update, deadline), table.now());
  }

  Optional<ConnectionId> acknowledge(Guid guid, ConnectionId acknowledgedBy, Deadline deadline) {
    UpdateItemRequest.Builder update =
        update(guid)
            .conditionExpression("#ttl > :now")
            .updateExpression("SET #by = :by, #until = :until")
            .expressionAttributeNames(
                Map.of(
                    "#ttl", Row.TTL,
                    "#by", Row.ACKNOWLEDGED_BY,
                    "#until", Row.ACKNOWLEDGED_UNTIL))
            .expressionAttributeValues(
                Map.of(
                    ":now", number(table.now().getEpochSecond()),
                    ":by", string(acknowledgedBy.value()),
                    ":until", table.expiry(ttl)));
    Map<String, AttributeValue> row = updated(update, deadline);
    return row.isEmpty() ? Optional.empty() : Optional.of(Row.publishingConnection(row));
  }

  private UpdateItemRequest.Builder update(Guid guid) {
    return UpdateItemRequest.builder()
        .tableName(table.name())
        .key(Row.publisher(guid))
        .returnValues(ReturnValue.ALL_NEW);
  }

  /** The row as it is now; empty if the update's condition did not hold. */
  private Map<String, AttributeValue> updated(UpdateItemRequest.Builder update, Deadline deadline) {
    return table
        .calls()
        .make(
            deadline,
            (client, limit) -> {
              try {
                return client.updateItem(update.overrideConfiguration(limit).build()).attributes();
              } catch (ConditionalCheckFailedException e) {
                return Map.of();
              }
            });
  }
}
