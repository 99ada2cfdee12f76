// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.capacity;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.function.FunctionSettings;
import dev.eventsrelay.function.Response;
import dev.eventsrelay.function.WebSocketFunction;
import dev.eventsrelay.function.WebSocketHandler;
import dev.eventsrelay.it.EmbeddedRelay;
import dev.eventsrelay.it.RelayStores;
import dev.eventsrelay.relay.MessageRouter;
import dev.eventsrelay.relay.Outcome;
import dev.eventsrelay.relay.PendingBounds;
import dev.eventsrelay.relay.Relay;
import dev.eventsrelay.relay.ResultStore;
import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The relay's own code on DynamoDB Local, one event after the other, with what each of them took.
 * An event that the relay logs an error about fails the test: what was not done would look cheap.
 * Not thread-safe.
 */
final class MeteredRelay implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final FakeContext CONTEXT = new FakeContext("metered", 25_000);

  private final CapacityMeter meter = new CapacityMeter();
  private final HandlerFixture fixture =
      // Nothing is left to do after an answer: it would count for the next event.
      new HandlerFixture(
          new FunctionSettings(PATIENCE, PATIENCE, 10, 10, 0, Duration.ofMinutes(1)));
  private final DynamoDbClient dynamoDb;
  private final ConnectionStore connections;
  private final Relay relay;

  MeteredRelay(EmbeddedRelay table) {
    this.dynamoDb = table.dynamoDb(meter);
    RelayStores stores =
        new RelayStores(dynamoDb, table.emulator().tableName(), InstantSource.system());
    this.connections = stores.connections(Duration.ofHours(2), 50_000);
    ResultStore results =
        stores.results(Duration.ofMinutes(5), Duration.ofMinutes(1), PendingBounds.DEFAULT);
    this.relay = new Relay(fixture.environment(connections), results, true);
  }

  /** What {@code onconnect} does for a new connection. */
  List<Call> connect(ConnectionId connection) {
    return handle(
        connection,
        "",
        (_, invocation) -> {
          connections.connect(connection, Instant.now(), invocation.deadline());
          return Response.ok("");
        });
  }

  /** What {@code ondisconnect} does for a closed connection. */
  List<Call> disconnect(ConnectionId connection) {
    return handle(
        connection,
        "",
        (_, invocation) -> {
          int ended = invocation.subscriptions().endAll(connection, invocation.deadline());
          return Response.ok(Integer.toString(ended));
        });
  }

  /** What {@code sendmessage} does for a message. */
  List<Call> message(ConnectionId from, String body) {
    MessageRouter router = relay.router();
    return handle(
        from,
        body,
        (event, invocation) -> {
          Outcome outcome = router.route(event.getBody(), invocation);
          return Response.ok(outcome.toString());
        });
  }

  private List<Call> handle(ConnectionId from, String body, WebSocketHandler handler) {
    WebSocketFunction function = relay.environment().function(handler);
    Response response =
        HandlerFixture.invoke(function::handle, HandlerFixture.event(from.value(), body), CONTEXT);
    if (response.statusCode() != 200
        || fixture.logLines().stream()
            .anyMatch(line -> line.path("level").asText().equals("ERROR"))) {
      throw new AssertionError("%s: %s".formatted(response, fixture.logLines()));
    }
    return meter.take();
  }

  @Override
  public void close() {
    dynamoDb.close();
  }
}
