// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Walks the orders in which the actors can take their steps, until it has seen everything that they
 * can lead to.
 *
 * <p>Two orders that lead to the same world, with every actor at the same place and with the same
 * answers of the message it is handling, have the same continuations: only one of them is followed.
 *
 * <p>The reduced walk leaves out more. At each state it picks some of the actors, and takes the
 * next steps of these only, such that no step of these conflicts with anything that any other actor
 * may still do ({@link Foresight}): a persistent set. Whatever the others do first, these steps can
 * still be taken and return the same, so every order of the full walk can be rearranged, step by
 * step without changing what anybody sees, into one that begins with a step of a picked actor. As
 * no order is endless, the reduced walk therefore ends in every end that the full walk has. A
 * promise is broken for good once it is broken ({@link World#violations}), so it shows at an end.
 *
 * @see <a href="https://doi.org/10.1007/3-540-60761-7">Godefroid, Partial-Order Methods for the
 *     Verification of Concurrent Systems, chapter 4</a>
 */
final class Explorer {
  private final List<Actor> actors;
  private final Guarantee guarantee;
  private final Behaviour behaviour;
  private final boolean reduced;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Set<List<Integer>> seen = new HashSet<>();
  private final Set<String> ends = new TreeSet<>();
  private final Deque<State> open = new ArrayDeque<>();
  private long steps;

  /**
   * What a walk found.
   *
   * @param states different ones
   * @param steps from one of them to another
   * @param ends the different worlds in which nobody can do anything any more
   * @param violation the first one, with the order that leads there; empty if there is none
   */
  record Found(int states, long steps, Set<String> ends, Optional<String> violation) {}

  private record Path(@Nullable Path before, String step) {}

  private record State(World world, List<Progress> progress, @Nullable Path path) {}

  private Explorer(List<Actor> actors, Defect defect, boolean reduced) {
    this.actors = List.copyOf(actors);
    this.guarantee = new Guarantee(actors);
    this.behaviour = new Behaviour(actors, defect);
    this.reduced = reduced;
  }

  /** Walks until a promise is broken, leaving out orders that lead nowhere else. */
  static Found walk(List<Actor> actors, Defect defect) {
    return new Explorer(actors, defect, true).walk();
  }

  /** Walks until a promise is broken, without leaving out any state. */
  static Found walkAll(List<Actor> actors, Defect defect) {
    return new Explorer(actors, defect, false).walk();
  }

  private Found walk() {
    reach(new State(World.empty(), actors.stream().map(behaviour::start).toList(), null));
    while (!open.isEmpty()) {
      State state = open.pop();
      List<Integer> chosen = choose(state);
      if (chosen.isEmpty()) {
        ends.add(state.world().text());
        Optional<String> violation = guarantee.brokenAtTheEnd(state.world());
        if (violation.isPresent()) {
          return found(violation.map(promise -> promise + ", after " + order(state.path())));
        }
      }
      for (int actor : chosen) {
        for (var next : state.progress().get(actor).next().entrySet()) {
          if (next.getValue().possible().test(state.world())) {
            reach(after(state, actor, next.getKey(), next.getValue()));
          }
        }
      }
    }
    return found(Optional.empty());
  }

  private Found found(Optional<String> violation) {
    return new Found(seen.size(), steps, Set.copyOf(ends), violation);
  }

  private void reach(State state) {
    List<Integer> key = new ArrayList<>();
    key.add(number(state.world().text()));
    state.progress().forEach(progress -> key.add(number(progress.text())));
    if (seen.add(List.copyOf(key))) {
      open.push(state);
    }
  }

  /** The same number for the same text: a state is remembered in a few bytes. */
  private int number(String text) {
    return numbers.computeIfAbsent(text, _ -> numbers.size());
  }

  private State after(State state, int index, String strand, Step step) {
    steps++;
    Actor actor = actors.get(index);
    World world = state.world().copy();
    Progress before = state.progress().get(index);
    Answer answer = new Answer(step, step.action().apply(world));
    SortedMap<String, List<Answer>> answers = before.answersAfter(strand, answer);
    Progress after = behaviour.at(actor, before.message(), answers);
    if (after.next().isEmpty()) {
      guarantee.judge(actor, actor.messages().get(before.message()), answers.values(), world);
      after = behaviour.nextMessage(actor, after);
    }
    List<Progress> progress = new ArrayList<>(state.progress());
    progress.set(index, after);
    return new State(
        world,
        List.copyOf(progress),
        new Path(state.path(), actor.name() + strand + " " + step.operation()));
  }

  /** The actors whose steps are taken from here; none at an end. */
  private List<Integer> choose(State state) {
    List<Integer> best = List.of();
    long fewest = Long.MAX_VALUE;
    for (int first = 0; first < actors.size(); first++) {
      List<Integer> chosen = reduced ? closure(state, first) : all();
      long possible = chosen.stream().mapToLong(actor -> possible(state, actor)).sum();
      if (possible > 0 && possible < fewest) {
        best = chosen;
        fewest = possible;
      }
    }
    return best;
  }

  private List<Integer> all() {
    List<Integer> all = new ArrayList<>();
    for (int actor = 0; actor < actors.size(); actor++) {
      all.add(actor);
    }
    return all;
  }

  private static long possible(State state, int actor) {
    return state.progress().get(actor).next().values().stream()
        .filter(step -> step.possible().test(state.world()))
        .count();
  }

  /** That actor, and every other one that may do what conflicts with a next step of one of them. */
  private List<Integer> closure(State state, int first) {
    List<Integer> closure = new ArrayList<>(List.of(first));
    for (int i = 0; i < closure.size(); i++) {
      for (Step step : state.progress().get(closure.get(i)).next().values()) {
        for (int other = 0; other < actors.size(); other++) {
          if (!closure.contains(other)
              && step.conflictsWith(state.progress().get(other).future())) {
            closure.add(other);
          }
        }
      }
    }
    return closure;
  }

  private static List<String> order(@Nullable Path end) {
    Deque<String> order = new ArrayDeque<>();
    for (Path path = end; path != null; path = path.before()) {
      order.push(path.step());
    }
    return List.copyOf(order);
  }
}
