// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.capacity;

import static dev.eventsrelay.it.capacity.Step.ACK;
import static dev.eventsrelay.it.capacity.Step.CONNECT;
import static dev.eventsrelay.it.capacity.Step.DISCONNECT;
import static dev.eventsrelay.it.capacity.Step.RESULT;
import static dev.eventsrelay.it.capacity.Step.SUBSCRIBE;
import static dev.eventsrelay.it.capacity.Step.UNSUBSCRIBE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.it.EmbeddedRelay;
import dev.eventsrelay.it.TargetExtension;
import dev.eventsrelay.relay.PendingBounds;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What the relay takes from DynamoDB. Capacity units are exact and depend on no machine: a change
 * that costs more fails here. {@code -Dcapacity.write=true} rewrites the table in {@code
 * benchmarks/README.md}.
 */
@ExtendWith(TargetExtension.class)
class CapacityIT {
  private static final Step[] CYCLE = {SUBSCRIBE, RESULT, ACK, UNSUBSCRIBE};
  private static final int SMALLEST_BYTES = 26;
  private static final int LARGE_BYTES =
      PendingBounds.DEFAULT.maxBytes() / PendingBounds.DEFAULT.maxResults();

  private final EmbeddedRelay shared;
  private final MeteredRelay relay;

  CapacityIT(EmbeddedRelay shared) {
    this.shared = shared;
    this.relay = new MeteredRelay(shared);
  }

  @AfterEach
  void close() {
    relay.close();
  }

  @Test
  void compileCycle_takesFiveWritesAndThreeReads() {
    assertThat(all(CYCLE)).isEqualTo(new Units(5, 3));
  }

  @Test
  void smallFrame_toAFullGuid_takesOneWriteUnitForEachCheck() {
    List<Call> calls = smallFrameToAFullGuid(SMALLEST_BYTES);

    List<Call> checks = calls.stream().filter(call -> call.sortKey().equals("pending")).toList();
    // Full; then with what gives way; then a look whether it is still admitted.
    assertThat(checks)
        .extracting(Call::units)
        .containsExactly(new Units(1, 0), new Units(1, 0), new Units(0, 1));
    // The publisher's row is written twice, the new result's once, and the old one's deleted.
    assertThat(sum(calls)).isEqualTo(new Units(6, 3));
  }

  @Test
  void subscribe_toAFullGuid_readsNoMoreThanMayWaitThere() {
    Units units = sum(subscribeToAFullGuid());

    // A read unit is 4 KB; one more for the keys, and one to see whether the client is connected.
    assertThat(units.reads()).isLessThanOrEqualTo(PendingBounds.DEFAULT.maxBytes() / 4_096 + 2);
  }

  @Test
  void units_doNotGrowWithTheTable() {
    Step[] life = {CONNECT, SUBSCRIBE, RESULT, ACK, UNSUBSCRIBE, DISCONNECT};
    Units before = all(life);

    fill(3_000);

    assertThat(all(life)).isEqualTo(before);
  }

  @Test
  void tableInTheDocumentation_saysWhatIsTaken() throws IOException {
    String table = CapacityTable.of(events());
    if (Boolean.getBoolean("capacity.write")) {
      CapacityTable.write(table);
    }

    assertThat(CapacityTable.inPage())
        .as("the table in benchmarks/README.md; -Dcapacity.write=true rewrites it")
        .isEqualTo(table);
  }

  private Map<String, Units> events() {
    Map<String, Units> events = new LinkedHashMap<>();
    events.put("`$connect`", last(CONNECT));
    events.put("`subscribe`", last(SUBSCRIBE));
    events.put("result with one subscriber", last(SUBSCRIBE, RESULT));
    events.put("result with 100 subscribers", sum(resultWithSubscribers(100)));
    events.put("`ack`", last(SUBSCRIBE, RESULT, ACK));
    events.put("`unsubscribe`", last(CYCLE));
    events.put("`$disconnect`, subscribed to one guid", last(SUBSCRIBE, DISCONNECT));
    events.put("`$disconnect`, after `unsubscribe`", last(SUBSCRIBE, UNSUBSCRIBE, DISCONNECT));
    events.put("**compile cycle**: `subscribe`, result, `ack`, `unsubscribe`", all(CYCLE));
    events.put(
        "compile cycle with a connection for it alone",
        all(CONNECT, SUBSCRIBE, RESULT, ACK, UNSUBSCRIBE, DISCONNECT));
    events.put(
        "execution waiter: connects, subscribes, receives, closes",
        all(CONNECT, SUBSCRIBE, RESULT, DISCONNECT));
    events.put("result of 4 KB before its subscriber", all(RESULT, SUBSCRIBE, ACK, UNSUBSCRIBE));
    events.put("result of 4 KB without a subscriber", all(RESULT));
    events.put(
        "compile cycle, and the result once more",
        all(SUBSCRIBE, RESULT, ACK, UNSUBSCRIBE, RESULT));
    events.put("subscription without a result", all(SUBSCRIBE, UNSUBSCRIBE));
    events.put(
        "result of 26 bytes to a guid that is full of such",
        sum(smallFrameToAFullGuid(SMALLEST_BYTES)));
    events.put("the same, where 32 KB give way to it", sum(smallFrameToAFullGuid(LARGE_BYTES)));
    events.put("`subscribe` to a guid that is full, 256 KB", sum(subscribeToAFullGuid()));
    return events;
  }

  /** What these events of one compile take together. */
  private Units all(Step... steps) {
    Parties parties = Parties.of(relay);
    return sum(
        List.of(steps).stream().flatMap(step -> step.take(relay, parties).stream()).toList());
  }

  /** What the last of these events of one compile takes. */
  private Units last(Step... steps) {
    Parties parties = Parties.of(relay);
    List<Call> calls = List.of();
    for (Step step : steps) {
      calls = step.take(relay, parties);
    }
    return sum(calls);
  }

  private List<Call> resultWithSubscribers(int count) {
    Parties parties = Parties.of(relay);
    for (int i = 0; i < count; i++) {
      var _ = relay.message(Parties.connection(), "subscribe: " + parties.guid());
    }
    return RESULT.take(relay, parties);
  }

  private List<Call> smallFrameToAFullGuid(int bytesOfTheOthers) {
    Parties parties = Parties.of(relay);
    fillGuid(parties, bytesOfTheOthers);
    return relay.message(Parties.connection(), parties.result(9, SMALLEST_BYTES));
  }

  private List<Call> subscribeToAFullGuid() {
    Parties parties = Parties.of(relay);
    fillGuid(parties, LARGE_BYTES);
    return SUBSCRIBE.take(relay, parties);
  }

  private void fillGuid(Parties parties, int bytes) {
    for (int i = 0; i < PendingBounds.DEFAULT.maxResults(); i++) {
      var _ = relay.message(Parties.connection(), parties.result(i, bytes));
    }
  }

  private static Units sum(List<Call> calls) {
    return Units.sum(calls.stream().map(Call::units).toList());
  }

  /** Puts rows into the table that have nothing to do with anybody here. */
  private void fill(int rows) {
    int inACall = 25;
    for (int i = 0; i < rows / inACall; i++) {
      List<WriteRequest> puts =
          IntStream.range(0, inACall)
              .mapToObj(_ -> WriteRequest.builder().putRequest(row()).build())
              .toList();
      var _ =
          shared
              .dynamoDb()
              .batchWriteItem(b -> b.requestItems(Map.of(shared.emulator().tableName(), puts)));
    }
  }

  private static PutRequest row() {
    return PutRequest.builder()
        .item(
            Map.of(
                "pk", AttributeValue.fromS("guid#" + UUID.randomUUID()),
                "sk", AttributeValue.fromS("subscriber#" + Parties.connection().value()),
                "ttl", AttributeValue.fromN("4102444800")))
        .build();
  }
}
