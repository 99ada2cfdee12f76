// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import static dev.eventsrelay.relay.interleaving.Actor.ACK;
import static dev.eventsrelay.relay.interleaving.Actor.AWAIT;
import static dev.eventsrelay.relay.interleaving.Actor.CLOSE;
import static dev.eventsrelay.relay.interleaving.Actor.SUBSCRIBE;
import static dev.eventsrelay.relay.interleaving.Actor.UNSUBSCRIBE;
import static dev.eventsrelay.relay.interleaving.Actor.result;

import java.util.List;

/**
 * Actors that meet: p and q publish, s and t subscribe.
 *
 * @param name for people: {@code |} separates what happens side by side
 */
record Scenario(String name, List<Actor> actors) {
  private static final Actor P = Actor.of("p", result(1));
  private static final Actor P_REPEATS = Actor.of("p", result(1), result(1));
  private static final Actor Q = Actor.of("q", result(2));
  private static final Actor Q_IS_P_RECONNECTED = Actor.of("q", result(1));
  private static final Actor R = Actor.of("r", result(3));
  private static final Actor S = Actor.of("s", SUBSCRIBE);
  private static final Actor S_ACKS = Actor.beside("s", AWAIT, ACK, UNSUBSCRIBE);
  private static final Actor T = Actor.of("t", SUBSCRIBE);
  private static final Actor T_LEAVES = Actor.of("t", SUBSCRIBE, UNSUBSCRIBE);
  private static final Actor T_CLOSES = Actor.beside("t", CLOSE);

  Scenario {
    actors = List.copyOf(actors);
  }

  private static Scenario of(String name, Actor... actors) {
    return new Scenario(name, List.of(actors));
  }

  /** Of which every state can be walked. */
  static List<Scenario> small() {
    return List.of(
        of("publish | subscribe", P, S),
        of("publish | publish | subscribe", P, Q, S),
        of("publish | subscribe | subscribe, unsubscribe", P, S, T_LEAVES),
        of("publish, repeat | subscribe | ack, unsubscribe", P_REPEATS, S, S_ACKS),
        of("publish | publish | subscribe | ack, unsubscribe", P, Q, S, S_ACKS),
        of("subscribe | close", T, T_CLOSES),
        of("publish | subscribe | close", P, T, T_CLOSES),
        of("more publish than may wait", P, Q, R));
  }

  /** Two publishers and two subscribers; together they do all that there is, in seconds. */
  static List<Scenario> twoAndTwo() {
    return List.of(
        of("publish | publish | subscribe | subscribe, unsubscribe", P, Q, S, T_LEAVES),
        of("publish | publish | subscribe | ack, unsubscribe | subscribe", P, Q, S, S_ACKS, T),
        of("publish, repeat | publish | subscribe | ack, unsubscribe", P_REPEATS, Q, S, S_ACKS),
        of("publish | subscribe | subscribe | close", P, S, T, T_CLOSES),
        of("more publish than may wait | subscribe", P, Q, R, S),
        of("more publish than may wait | subscribe, unsubscribe", P, Q, R, T_LEAVES));
  }

  /** All of it at once, in a minute. */
  static List<Scenario> all() {
    return List.of(
        of(
            "publish | publish | subscribe | ack, unsubscribe | subscribe | close",
            P,
            Q,
            S,
            S_ACKS,
            T,
            T_CLOSES),
        of(
            "publish | publish | subscribe | ack, unsubscribe | subscribe, unsubscribe",
            P,
            Q,
            S,
            S_ACKS,
            T_LEAVES),
        of(
            "publish, repeat | publish | subscribe | ack, unsubscribe | subscribe",
            P_REPEATS,
            Q,
            S,
            S_ACKS,
            T),
        of(
            "publish | the same over another connection | subscribe | ack, unsubscribe | subscribe"
                + " | close",
            P,
            Q_IS_P_RECONNECTED,
            S,
            S_ACKS,
            T,
            T_CLOSES));
  }

  @Override
  public String toString() {
    return name;
  }
}
