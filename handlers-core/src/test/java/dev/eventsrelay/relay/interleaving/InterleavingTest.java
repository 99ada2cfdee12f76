// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.relay.interleaving.Explorer.Actor;
import dev.eventsrelay.relay.interleaving.Explorer.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The guarantee, in every order of store and post operations. */
class InterleavingTest {
  private static final String SUBSCRIBE = "subscribe: " + World.GUID;
  private static final String UNSUBSCRIBE = "unsubscribe: " + World.GUID;
  private static final String ACK = "ack: " + World.GUID;
  private static final String CLOSE = "close";

  /** A client that sends its messages one after the other. */
  record Client(String name, List<String> messages) implements Actor {
    static Client of(String name, String... messages) {
      return new Client(name, List.of(messages));
    }

    @Override
    public void act(World world) {
      for (String message : messages) {
        if (message.equals(CLOSE)) {
          world.close(name);
        } else {
          if (message.startsWith("{")) {
            world.noteSubscribers(message);
          }
          world.send(name, message);
        }
      }
    }

    boolean staysSubscribed() {
      return messages.contains(SUBSCRIBE)
          && !messages.contains(UNSUBSCRIBE)
          && !messages.contains(CLOSE);
    }

    List<String> results() {
      return messages.stream().filter(message -> message.startsWith("{")).toList();
    }
  }

  static Stream<Arguments> scenarios() {
    String one = result(1);
    String two = result(2);
    return Stream.of(
        Arguments.of(
            "publish | subscribe", List.of(Client.of("p", one), Client.of("s", SUBSCRIBE))),
        Arguments.of(
            "publish | publish | subscribe",
            List.of(Client.of("p", one), Client.of("q", two), Client.of("s", SUBSCRIBE))),
        Arguments.of(
            "publish twice | subscribe, ack",
            List.of(Client.of("p", one, one), Client.of("s", SUBSCRIBE, ACK))),
        Arguments.of(
            "publish | subscribe | subscribe, unsubscribe",
            List.of(
                Client.of("p", one),
                Client.of("s", SUBSCRIBE),
                Client.of("t", SUBSCRIBE, UNSUBSCRIBE))),
        Arguments.of(
            "publish | subscribe | subscribe, close",
            List.of(
                Client.of("p", one), Client.of("s", SUBSCRIBE), Client.of("t", SUBSCRIBE, CLOSE))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scenarios")
  void guarantee_holdsInEveryOrder(String name, List<Client> clients) {
    long start = System.nanoTime();
    Found found = explore(clients, true);

    System.out.printf(
        "%s: %,d states, %,d ends, %,d ms%n",
        name, found.states(), found.ends(), (System.nanoTime() - start) / 1_000_000);
    assertThat(found.violation()).isEmpty();
    assertThat(found.ends()).isGreaterThan(1);
  }

  @Test
  void guarantee_withoutTheSecondLookup_isBrokenInSomeOrder() {
    Found found = explore(List.of(Client.of("p", result(1)), Client.of("s", SUBSCRIBE)), false);

    assertThat(found.violation())
        .hasValueSatisfying(violation -> assertThat(violation).contains("nobody received"));
  }

  private static Found explore(List<Client> clients, boolean secondLookup) {
    // Only an ack notices who the publisher is.
    boolean acks = clients.stream().anyMatch(client -> client.messages().contains(ACK));
    return new Explorer(
            secondLookup,
            acks ? Set.of() : Set.of("savePublisher"),
            new ArrayList<>(clients),
            world -> violation(clients, world))
        .walk();
  }

  private static Optional<String> violation(List<Client> clients, World world) {
    for (Client publisher : clients) {
      for (String result : publisher.results()) {
        if (clients.stream().anyMatch(Client::staysSubscribed) && !world.anyReceived(result)) {
          return Optional.of("nobody received " + result);
        }
        for (Client client : clients) {
          if (client.staysSubscribed()
              && world.wasSubscribedBefore(client.name(), result)
              && !world.received(client.name(), result)) {
            return Optional.of(client.name() + " was subscribed and missed " + result);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static String result(int n) {
    return "{\"guid\":\"" + World.GUID + "\",\"n\":" + n + "}";
  }
}
