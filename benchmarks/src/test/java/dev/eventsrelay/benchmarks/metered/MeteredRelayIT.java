// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What events cost on DynamoDB Local, against what AWS's rules make of the relay's rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeteredRelayIT {
  private final Ids ids = new Ids(new SplittableRandom(1));

  @AutoClose private final LocalTable table;
  @AutoClose private final MeteredRelay relay;

  MeteredRelayIT() throws IOException, InterruptedException {
    table = LocalTable.start(Path.of("..").toAbsolutePath().normalize());
    relay = new MeteredRelay(table);
  }

  @Test
  void connect_anyConnection_writesOneRow() {
    Cost cost = relay.connect(ids.connection());

    assertThat(cost.table()).isEqualTo(new Consumption(1, 0, 1));
    assertThat(cost.posts()).isZero();
    assertThat(cost.time()).isPositive();
  }

  @Test
  void result_withSubscriber_countsThePostAsApiGatewayBillsIt() {
    Guid guid = ids.guid();
    ConnectionId router = ids.connection();
    Cost _ = relay.message(router, "subscribe: " + guid.value());

    Cost cost = relay.message(ids.connection(), result(guid, 40_000));

    assertThat(cost.posts()).isEqualTo(1);
    assertThat(cost.postedMessages()).isEqualTo(2);
  }

  @Test
  void result_withoutSubscriber_writesAUnitForEachKilobyteThatIsKept() {
    Cost small = relay.message(ids.connection(), result(ids.guid(), 500));
    Cost large = relay.message(ids.connection(), result(ids.guid(), 10_000));

    // The publisher's row, and the frame's: 500 bytes and 10,000 with their keys.
    assertThat(small.table().writeUnits()).isEqualTo(1 + 1);
    assertThat(large.table().writeUnits()).isEqualTo(1 + 10);
    assertThat(small.posts()).isZero();
  }

  @Test
  void ack_withoutPublisher_costsTheWriteThatItsConditionRefused() {
    Cost cost = relay.message(ids.connection(), "ack: " + ids.guid().value());

    assertThat(cost.table()).isEqualTo(new Consumption(1, 0, 1));
  }

  @Test
  void disconnect_unknownConnection_costsTheQuery() {
    assertThat(relay.disconnect(ids.connection()).table()).isEqualTo(new Consumption(0, 1, 1));
  }

  @Test
  void event_thatTheRelayComplainsAbout_failsTheRun() {
    assertThatThrownBy(() -> relay.message(ids.connection(), "{bad"))
        .hasMessageContaining("malformed message");
  }

  @Test
  void operation_unknown_doesNotGoUncounted() {
    try (DynamoDbClient client = table.client(new CapacityMeter())) {
      AttributeValue key = AttributeValue.fromS("key");
      assertThatThrownBy(
              () ->
                  client.getItem(
                      b ->
                          b.tableName(table.configuration().table())
                              .key(Map.of("pk", key, "sk", key))))
          .hasMessageContaining("GetItemRequest");
    }
  }

  private static String result(Guid guid, int payload) {
    return "{\"guid\":\"" + guid.value() + "\",\"asm\":\"" + "x".repeat(payload) + "\"}";
  }
}
