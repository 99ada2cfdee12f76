// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.testkit.HttpServerFixture;
import dev.eventsrelay.testkit.SnapshotContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The parts as they are in Lambda, through a snapshot, against servers that count connections. */
class LambdaPartsTest {
  private static final String DYNAMODB = "aws.endpointUrlDynamoDb";

  private final ConnectionId connection = new ConnectionId("c=");
  private final HttpServerFixture dynamoDb = new HttpServerFixture();
  private final HttpServerFixture managementApi = new HttpServerFixture();
  private final SnapshotContext snapshots = new SnapshotContext();

  @AfterEach
  void stop() {
    System.clearProperty(DYNAMODB);
    dynamoDb.close();
    managementApi.close();
  }

  @Test
  void callsAfterARestore_useNewConnections() throws Exception {
    ExecutionEnvironment environment = environment();
    use(environment);
    use(environment);
    assertThat(dynamoDb.connections()).as("one, used again").isEqualTo(1);
    assertThat(managementApi.connections()).as("one, used again").isEqualTo(1);

    snapshots.checkpoint();
    snapshots.restore();
    use(environment);

    assertThat(dynamoDb.connections()).isEqualTo(2);
    assertThat(managementApi.connections()).isEqualTo(2);
  }

  @Test
  void checkpoint_closesTheClients() throws Exception {
    ExecutionEnvironment environment = environment();
    use(environment);

    snapshots.checkpoint();

    assertThatThrownBy(() -> use(environment)).isInstanceOf(RejectedExecutionException.class);
    assertThat(dynamoDb.requests()).isEqualTo(1);
  }

  private ExecutionEnvironment environment() {
    // The SDK reads it when a client is made, here and after the restore.
    System.setProperty(DYNAMODB, dynamoDb.uri().toString());
    return LambdaParts.environment(
        Configuration.from(
            Map.of(
                "CONNECTIONS_TABLE",
                "t",
                "MANAGEMENT_API_ENDPOINT",
                managementApi.uri() + "/prod")),
        "topic",
        snapshots);
  }

  private void use(ExecutionEnvironment environment) {
    environment.connections().disconnect(connection, soon());
    ConnectionsApi api = environment.configuredApi().orElseThrow();
    assertThat(api.post(connection, Frame.of("f"), soon())).isEqualTo(new Delivered());
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20), MonotonicClock.system());
  }
}
