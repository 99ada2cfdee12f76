// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the code under test does next, remembered so that it runs once for each past it can have.
 */
final class Behaviour {
  private final Defect defect;
  private final Foresight foresight;
  private final Map<String, Progress> known = new HashMap<>();

  /**
   * The behaviour of the relay.
   *
   * @param defect put around the stores; what does nothing leaves the relay as it is
   */
  Behaviour(List<Actor> actors, Defect defect) {
    this.defect = defect;
    this.foresight = new Foresight(actors);
  }

  /** Where the actor begins. */
  Progress start(Actor actor) {
    return at(actor, 0, new TreeMap<>());
  }

  /** Where the actor is with the next one of its messages. */
  Progress nextMessage(Actor actor, Progress progress) {
    return at(actor, progress.message() + 1, new TreeMap<>());
  }

  /** Where the actor is with that message and those answers. */
  Progress at(Actor actor, int message, SortedMap<String, List<Answer>> answers) {
    String text = Progress.text(message, answers);
    return known.computeIfAbsent(actor.name() + text, _ -> find(actor, message, answers, text));
  }

  private Progress find(
      Actor actor, int message, SortedMap<String, List<Answer>> answers, String text) {
    if (message == actor.messages().size()) {
      return new Progress(message, answers, text, new TreeMap<>(), List.of());
    }
    SortedMap<String, Step> next =
        Replay.next(actor, actor.messages().get(message), answers, defect);
    List<Touch> future = foresight.of(actor, message, answers.values());
    for (Step step : next.values()) {
      for (Touch touch : step.touches()) {
        if (future.stream().noneMatch(foreseen -> foreseen.covers(touch))) {
          throw new AssertionError(actor + " was not expected to take " + step);
        }
      }
    }
    return new Progress(message, answers, text, next, future);
  }
}
