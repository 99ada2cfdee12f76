// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.it.Delivery;
import dev.eventsrelay.it.EmbeddedRelay;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Far more at once than the functions have slots, from the same clients with and without a queue.
 * What is lost without one is printed; with one, nothing may be.
 */
@Tag("bursts")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BurstIT {
  private final Map<Delivery, EmbeddedRelay> relays = new EnumMap<>(Delivery.class);

  private static List<Integer> subscriptions() {
    return Form.of(List.of(300), List.of(300, 1_000, 3_000));
  }

  private static List<Integer> closings() {
    return Form.of(List.of(400), List.of(400, 2_000));
  }

  @BeforeAll
  void start() {
    for (Delivery delivery : Delivery.values()) {
      relays.put(delivery, EmbeddedRelay.startUnrecorded(delivery::of));
    }
  }

  @AfterAll
  void stop() {
    relays.values().forEach(EmbeddedRelay::close);
  }

  @ParameterizedTest(name = "{0} at once")
  @MethodSource("subscriptions")
  void subscriptionsAndResults_sentAtOnce_areNotLostWithAQueue(int count) throws Exception {
    for (var relay : relays.entrySet()) {
      Burst.Outcome outcome = Burst.of(count, relay.getValue().emulator().webSocketUrl());

      System.out.printf(
          "In short, %d subscriptions and results at once, %s: %s%n",
          count, relay.getKey(), outcome);
      if (relay.getKey() == Delivery.QUEUED) {
        assertThat(outcome.delivered()).as("%s", outcome).isEqualTo(count);
        assertThat(outcome.errorFrames()).as("%s", outcome).isZero();
      }
    }
  }

  @ParameterizedTest(name = "{0} together")
  @MethodSource("closings")
  void clients_thatCloseTogether_leaveNoRowWithAQueue(int count) throws Exception {
    for (var relay : relays.entrySet()) {
      Map<String, Long> left = Closing.of(count, relay.getValue(), relay.getKey());

      System.out.printf(
          "In short, %d clients close together, %s: rows left %s%n", count, relay.getKey(), left);
      if (relay.getKey() == Delivery.QUEUED) {
        assertThat(left).isEmpty();
      }
    }
  }
}
