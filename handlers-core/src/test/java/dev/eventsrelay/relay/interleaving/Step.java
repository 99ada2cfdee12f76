// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One operation on the store or one post: what happens at one moment, to which others come before
 * or after.
 *
 * @param operation the method's name
 * @param touches all that it reads and changes
 * @param possible whether it can happen now
 * @param action does it, and returns what it returned
 */
record Step(
    String operation,
    List<Touch> touches,
    Predicate<World> possible,
    Function<World, @Nullable Object> action) {
  Step {
    requireNonNull(operation, "operation is null");
    touches = List.copyOf(touches);
    requireNonNull(possible, "possible is null");
    requireNonNull(action, "action is null");
  }

  /** A step that can happen at any time. */
  static Step of(String operation, Function<World, @Nullable Object> action, Touch... touches) {
    return new Step(operation, List.of(touches), _ -> true, action);
  }

  boolean conflictsWith(List<Touch> others) {
    return touches.stream().anyMatch(touch -> others.stream().anyMatch(touch::conflictsWith));
  }
}
