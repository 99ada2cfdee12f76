// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import dev.eventsrelay.relay.Backoff;
import dev.eventsrelay.relay.ConnectionStore;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.PendingResult;
import dev.eventsrelay.relay.Places;
import dev.eventsrelay.relay.Tasks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The connection store in one DynamoDB table, without an index, every read strongly consistent.
 *
 * <p>A subscription is two rows, one in the connection's partition and one in the guid's, so that
 * both "who gets this result?" and "what is to be cleaned up?" are a query of one partition; {@code
 * RATIONALE.md} says what lost against that. Thread-safe.
 */
public final class DynamoDbConnectionStore implements ConnectionStore {
  private final Connections connections;
  private final Publishers publishers;
  private final PendingRows pendingRows;

  /** A store over that client, which stays the caller's to close. */
  public DynamoDbConnectionStore(
      DynamoDbClient client,
      DynamoDbSettings settings,
      Backoff backoff,
      Tasks tasks,
      InstantSource clock) {
    // Asked before a call gets into the client, whose own queue for connections is unbounded.
    Places places = new Places(settings.maxConnections(), Places.PATIENCE);
    DynamoDbCalls calls = new DynamoDbCalls(client, settings.callTimeout(), places);
    Table table = new Table(settings.table(), calls, clock);
    BatchWriter batches = new BatchWriter(settings.table(), calls, backoff, tasks);
    this.connections = new Connections(table, batches, settings.connectionTtl());
    this.publishers = new Publishers(table, settings.publisherTtl());
    this.pendingRows = new PendingRows(table, settings.pendingTtl());
  }

  @Override
  public void connect(ConnectionId connection, Instant connectedAt, Deadline deadline) {
    connections.add(connection, connectedAt, deadline);
  }

  @Override
  public int disconnect(ConnectionId connection, Deadline deadline) {
    return connections.remove(connection, deadline);
  }

  @Override
  public void subscribe(ConnectionId connection, Guid guid, Deadline deadline) {
    connections.subscribe(connection, guid, deadline);
  }

  @Override
  public void unsubscribe(ConnectionId connection, Guid guid, Deadline deadline) {
    connections.unsubscribe(connection, guid, deadline);
  }

  @Override
  public Set<ConnectionId> subscribers(Guid guid, Deadline deadline) {
    return connections.subscribers(guid, deadline);
  }

  @Override
  public Optional<ConnectionId> savePublisher(
      Guid guid, ConnectionId publisher, Deadline deadline) {
    return publishers.save(guid, publisher, deadline);
  }

  @Override
  public Optional<ConnectionId> acknowledge(
      Guid guid, ConnectionId acknowledgedBy, Deadline deadline) {
    return publishers.acknowledge(guid, acknowledgedBy, deadline);
  }

  @Override
  public boolean keep(PendingResult result, Deadline deadline) {
    return pendingRows.keep(result, deadline);
  }

  @Override
  public List<PendingResult> pending(Guid guid, Deadline deadline) {
    return pendingRows.pending(guid, deadline);
  }

  @Override
  public void discard(PendingResult result, Deadline deadline) {
    pendingRows.discard(result, deadline);
  }
}
