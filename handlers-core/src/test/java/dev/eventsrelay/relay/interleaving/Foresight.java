// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import dev.eventsrelay.relay.interleaving.Touch.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an actor may still touch: never less than what it will. The walk fails if a step comes that
 * was not foreseen.
 */
final class Foresight {
  private static final int MANY = Integer.MAX_VALUE;

  private final Set<String> closing;

  /** A step that handling a message may take, and how often at the most. */
  private record Possible(String operation, int times, Touch touch) {}

  /** Foresight for those actors together. */
  Foresight(List<Actor> actors) {
    this.closing =
        actors.stream()
            .filter(actor -> actor.messages().contains(Actor.CLOSE))
            .map(Actor::connection)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * What the actor may touch from here to its end.
   *
   * @param message the number of the one that is being handled
   * @param answers to the steps taken for that message so far
   */
  List<Touch> of(Actor actor, int message, Collection<List<Answer>> answers) {
    Map<String, Long> taken =
        answers.stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(a -> a.step().operation(), Collectors.counting()));
    List<Touch> touches = new ArrayList<>();
    for (int i = message; i < actor.messages().size(); i++) {
      for (Possible possible : steps(actor.connection(), actor.messages().get(i))) {
        if (i > message || taken.getOrDefault(possible.operation(), 0L) < possible.times()) {
          touches.add(possible.touch());
        }
      }
    }
    return touches;
  }

  private List<Possible> steps(String connection, String message) {
    List<Possible> steps = new ArrayList<>();
    switch (message) {
      case Actor.AWAIT -> steps.add(new Possible("await", 1, Touch.reads(Kind.INBOX, connection)));
      case Actor.CLOSE -> {
        steps.add(new Possible("close", 1, Touch.writes(Kind.CONNECTION, connection)));
        addEnding(steps, connection);
      }
      case Actor.SUBSCRIBE -> {
        steps.add(new Possible("subscribe", 1, Touch.writes(Kind.SUBSCRIPTION, connection)));
        steps.add(new Possible("note", 1, Touch.writes(Kind.NOTE, connection)));
        steps.add(new Possible("isConnected", 1, Touch.reads(Kind.REMEMBERED, connection)));
        steps.add(new Possible("presence", 1, Touch.reads(Kind.CONNECTION, connection)));
        steps.add(new Possible("pending", 1, Touch.reads(Kind.PENDING, Touch.ANY)));
        steps.add(new Possible("discard", MANY, Touch.writes(Kind.PENDING, Touch.ANY)));
        addPosts(steps, connection);
      }
      case Actor.UNSUBSCRIBE ->
          steps.add(new Possible("unsubscribe", 1, Touch.writes(Kind.SUBSCRIPTION, connection)));
      case Actor.ACK -> {
        steps.add(new Possible("acknowledge", 1, Touch.writes(Kind.PUBLISHER, Touch.ANY)));
        addPosts(steps, Touch.ANY);
      }
      default -> {
        steps.add(new Possible("savePublisher", 1, Touch.writes(Kind.PUBLISHER, Touch.ANY)));
        steps.add(new Possible("subscribers", 2, Touch.reads(Kind.SUBSCRIPTION, Touch.ANY)));
        steps.add(new Possible("admit", 1, Touch.writes(Kind.INDEX, Touch.ANY)));
        steps.add(new Possible("isAdmitted", 1, Touch.reads(Kind.INDEX, Touch.ANY)));
        steps.add(new Possible("keep", 1, Touch.writes(Kind.PENDING, Actor.idOf(message))));
        steps.add(new Possible("discard", MANY, Touch.writes(Kind.PENDING, Touch.ANY)));
        addPosts(steps, Touch.ANY);
      }
    }
    return steps;
  }

  /** Who is found to be gone is forgotten. */
  private void addPosts(List<Possible> steps, String to) {
    steps.add(new Possible("post", MANY, Touch.reads(Kind.CONNECTION, to)));
    steps.add(new Possible("post", MANY, Touch.adds(Kind.INBOX, to)));
    for (String client : closing) {
      if (to.equals(Touch.ANY) || to.equals(client)) {
        steps.add(new Possible("unsubscribe", MANY, Touch.writes(Kind.SUBSCRIPTION, client)));
        addEnding(steps, client);
      }
    }
  }

  private static void addEnding(List<Possible> steps, String client) {
    steps.add(new Possible("disconnect", MANY, Touch.writes(Kind.REMEMBERED, client)));
    steps.add(new Possible("noted", MANY, Touch.reads(Kind.NOTE, client)));
    steps.add(new Possible("removeSubscriber", MANY, Touch.writes(Kind.SUBSCRIPTION, client)));
    steps.add(new Possible("removeNotes", MANY, Touch.writes(Kind.NOTE, client)));
  }
}
