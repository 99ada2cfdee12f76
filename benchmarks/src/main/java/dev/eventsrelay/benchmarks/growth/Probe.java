// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.metered.Cost;
import dev.eventsrelay.benchmarks.metered.Ids;
import dev.eventsrelay.benchmarks.metered.LocalTable;
import dev.eventsrelay.benchmarks.metered.MeteredRelay;
import dev.eventsrelay.benchmarks.metered.Stores;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Guid;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Lets one client live its life in a table, and tells what each step costs. Not thread-safe. */
final class Probe implements AutoCloseable {
  /** Far from the seeds of a table's other rows, which begin at 0. */
  private static final long SEED = 1L << 40;

  private final Ids ids = new Ids(new SplittableRandom(SEED));
  private final MeteredRelay relay;
  private final Filler filler;

  Probe(LocalTable table) {
    this.relay = new MeteredRelay(requireNonNull(table, "table is null"));
    this.filler = new Filler(table);
  }

  /**
   * Connects, subscribes, gets a result, acknowledges it, unsubscribes and disconnects.
   *
   * @param subscriptions that the client has when it disconnects
   * @param subscribers that the guid has when its result comes, the client itself among them
   */
  Map<Operation, Cost> run(int subscriptions, int subscribers) throws InterruptedException {
    ConnectionId client = ids.connection();
    ConnectionId worker = ids.connection();
    Guid guid = ids.guid();
    Map<Operation, Cost> costs = new EnumMap<>(Operation.class);

    costs.put(Operation.CONNECT, relay.connect(client));
    surround(client, subscriptions, guid, subscribers - 1);
    costs.put(Operation.SUBSCRIBE, relay.message(client, "subscribe: " + guid.value()));
    costs.put(Operation.RESULT, relay.message(worker, "{\"guid\":\"" + guid.value() + "\"}"));
    costs.put(Operation.ACK, relay.message(client, "ack: " + guid.value()));
    costs.put(Operation.UNSUBSCRIBE, relay.message(client, "unsubscribe: " + guid.value()));
    costs.put(Operation.DISCONNECT, relay.disconnect(client));
    return costs;
  }

  private void surround(ConnectionId client, int subscriptions, Guid guid, int otherSubscribers)
      throws InterruptedException {
    long seed = ids.random().nextLong();
    filler.fill(
        0,
        subscriptions,
        (store, number) -> store.subscribe(client, ids(seed + number).guid(), Stores.deadline()));
    filler.fill(
        0,
        otherSubscribers,
        (store, number) ->
            store.subscribe(ids(seed - 1 - number).connection(), guid, Stores.deadline()));
  }

  /** The ids that belong to a number. */
  static Ids ids(long number) {
    return new Ids(new SplittableRandom(number));
  }

  @Override
  public void close() {
    relay.close();
    filler.close();
  }
}
