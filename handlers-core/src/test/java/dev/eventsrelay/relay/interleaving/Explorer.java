// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Walks every order of the actors' steps. Two orders that lead to the same state, with the same
 * things seen by every strand, have the same continuations: only one of them is followed. And a
 * step that no other actor's steps can notice or change is taken at once: when it happens makes no
 * difference to anybody.
 */
final class Explorer {
  private final boolean secondLookup;
  private final Set<String> unnoticed;
  private final List<Actor> actors;
  private final Function<World, Optional<String>> check;
  private final Set<String> seen = new HashSet<>();
  private int ends;

  /** Somebody who does something in the world. */
  interface Actor {
    String name();

    void act(World world);
  }

  /**
   * What the walk found.
   *
   * @param states different ones
   * @param ends different ones in which every actor was done
   * @param violation the first one, with the order that leads there; empty if there is none
   */
  record Found(int states, int ends, Optional<String> violation) {}

  Explorer(
      boolean secondLookup,
      Set<String> unnoticed,
      List<Actor> actors,
      Function<World, Optional<String>> check) {
    this.secondLookup = secondLookup;
    this.unnoticed = unnoticed;
    this.actors = actors;
    this.check = check;
  }

  Found walk() {
    Deque<List<String>> orders = new ArrayDeque<>();
    orders.push(List.of());
    while (!orders.isEmpty()) {
      Optional<String> violation = follow(orders.pop(), orders);
      if (violation.isPresent()) {
        return new Found(seen.size(), ends, violation);
      }
    }
    return new Found(seen.size(), ends, Optional.empty());
  }

  /** Takes the steps of a known beginning, then the first possible one each time. */
  private Optional<String> follow(List<String> beginning, Deque<List<String>> orders) {
    World world = new World(secondLookup);
    actors.forEach(actor -> world.strands().start(actor.name(), () -> actor.act(world)));
    List<String> order = new ArrayList<>();
    for (List<String> enabled = choices(world.strands());
        !enabled.isEmpty();
        enabled = choices(world.strands())) {
      String next =
          order.size() < beginning.size() ? beginning.get(order.size()) : enabled.getFirst();
      if (order.size() >= beginning.size()) {
        if (!seen.add(world.state())) {
          world.strands().abandon();
          return Optional.empty();
        }
        for (String other : enabled.subList(1, enabled.size())) {
          List<String> branch = new ArrayList<>(order);
          branch.add(other);
          orders.push(branch);
        }
      }
      order.add(next);
      world.strands().advance(next);
    }
    ends++;
    return check.apply(world).map(violation -> violation + ", after " + order);
  }

  private List<String> choices(Strands strands) {
    List<String> enabled = strands.enabled();
    return enabled.stream()
        .filter(id -> unnoticed.contains(strands.nextStep(id)))
        .findFirst()
        .map(List::of)
        .orElse(enabled);
  }
}
