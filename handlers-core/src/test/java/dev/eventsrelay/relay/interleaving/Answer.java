// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.relay.Publication;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A step that was taken, and what it returned.
 *
 * @param value null if the operation returns nothing
 */
record Answer(Step step, @Nullable Object value) {
  boolean isOf(String operation) {
    return step.operation().equals(operation);
  }

  boolean isDelivery() {
    return value instanceof Delivered;
  }

  /** Whether the step is a post to that connection. */
  boolean isPostTo(String connection) {
    return isOf("post") && step.touches().contains(Touch.reads(Touch.Kind.CONNECTION, connection));
  }

  /** The connection that was returned, if one was. */
  Optional<String> connection() {
    return value instanceof Optional<?> found
            && found.isPresent()
            && found.get() instanceof ConnectionId id
        ? Optional.of(id.value())
        : Optional.empty();
  }

  /** Says all that a strand can learn from it: equal texts mean equal continuations. */
  String text() {
    return step.operation() + step.touches() + "=" + text(value);
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Collection<?> all ->
          all.stream().map(Answer::text).collect(Collectors.joining(",", "[", "]"));
      case Publication result -> result.frame().text();
      default -> value.toString();
    };
  }
}
