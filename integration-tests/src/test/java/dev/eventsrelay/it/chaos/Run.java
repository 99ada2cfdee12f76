// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.EmulatorBuilder;
import dev.eventsrelay.it.Delivery;
import dev.eventsrelay.it.EmbeddedRelay;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Clients at work, trouble, and at the end the count. */
final class Run {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration SETTLING = Duration.ofSeconds(20);
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final Load load;
  private final Trouble trouble;
  private final Delivery delivery;
  private final Ledger ledger = new Ledger();

  Run(Load load, Trouble trouble, Delivery delivery) {
    this.load = load;
    this.trouble = trouble;
    this.delivery = delivery;
  }

  /**
   * Longer than there is silence before a worker repeats, gives up or reconnects; and with a queue,
   * before a message comes again whose environment was killed.
   */
  private Duration stragglers() {
    return switch (delivery) {
      case DIRECT -> Duration.ofSeconds(13);
      case QUEUED -> Duration.ofSeconds(40);
    };
  }

  /** Runs against a relay that was started with {@link #ledger()} and with faults. */
  Report against(EmbeddedRelay relay) throws IOException, InterruptedException {
    Emulator emulator = relay.emulator();
    int reconnects;
    try (Crowd crowd = new Crowd(emulator.webSocketUrl(), ledger, load)) {
      try (trouble) {
        trouble.begin(emulator);
        crowd.work(load);
        trouble.await();
      }
      emulator.faults().clear();
      crowd.awaitQuiet(stragglers(), PATIENCE);
      reconnects = crowd.reconnects();
    }
    return new Report(
        trouble.name() + " " + delivery,
        load,
        ledger,
        trouble.summary(),
        reconnects,
        rowsLeft(relay));
  }

  /** Hears what the functions do. */
  Ledger ledger() {
    return ledger;
  }

  /**
   * Starts a relay and runs against it.
   *
   * @param changes to what the template describes
   */
  Report run(UnaryOperator<EmulatorBuilder> changes) throws IOException, InterruptedException {
    try (EmbeddedRelay relay =
        EmbeddedRelay.startUnrecorded(
            builder ->
                changes.apply(
                    delivery
                        .of(builder)
                        .faults(load.seed())
                        .listener(ledger)
                        // What replaces a killed environment is not to take the machine from the
                        // others.
                        .javaOption("-XX:TieredStopAtLevel=1")))) {
      return against(relay);
    }
  }

  /** Counts once the functions have heard of all ends, which is when nothing changes any more. */
  private static Map<String, Long> rowsLeft(EmbeddedRelay relay) {
    await().atMost(SETTLING).until(() -> relay.emulator().gateway().openConnections() == 0);
    AtomicReference<Map<String, Long>> rows = new AtomicReference<>(rows(relay));
    await()
        .atMost(SETTLING)
        .pollInterval(SETTLED)
        .until(
            () -> {
              Map<String, Long> now = rows(relay);
              return now.equals(rows.getAndSet(now));
            });
    return rows.get();
  }

  /** The table's rows, by what they are for. */
  static Map<String, Long> rows(EmbeddedRelay relay) {
    return rows(relay, _ -> true);
  }

  /**
   * The same without those that wait for DynamoDB to delete them, which it does in its own time.
   */
  static Map<String, Long> liveRows(EmbeddedRelay relay) {
    long now = Instant.now().getEpochSecond();
    return rows(
        relay,
        row -> {
          AttributeValue expiry = row.get("ttl");
          return expiry == null || Long.parseLong(expiry.n()) > now;
        });
  }

  private static Map<String, Long> rows(
      EmbeddedRelay relay, Predicate<Map<String, AttributeValue>> wanted) {
    DynamoDbClient client = relay.dynamoDb();
    return client
        .scanPaginator(b -> b.tableName(relay.emulator().tableName()).consistentRead(true))
        .items()
        .stream()
        .filter(wanted)
        .map(row -> requireNonNull(row.get("sk"), "no sort key").s())
        .map(sort -> sort.contains("#") ? sort.substring(0, sort.indexOf('#')) : sort)
        .collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
  }
}
