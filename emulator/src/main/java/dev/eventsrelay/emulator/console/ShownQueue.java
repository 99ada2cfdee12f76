// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.queue.Queue;
import java.util.List;
import java.util.Optional;

/**
 * A queue that the console shows.
 *
 * @param id logical id in the template
 * @param name in SQS
 * @param queue to look into, without the faults that others meet there
 * @param deadLetters logical id of its dead-letter queue
 * @param maxReceives after so many a message becomes a dead letter
 * @param routes the route keys that put events on it
 * @param functions logical ids of the functions that read it
 */
public record ShownQueue(
    String id,
    String name,
    Queue queue,
    Optional<String> deadLetters,
    int maxReceives,
    List<String> routes,
    List<String> functions) {
  public ShownQueue {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(queue, "queue is null");
    requireNonNull(deadLetters, "deadLetters is null");
    routes = List.copyOf(routes);
    functions = List.copyOf(functions);
  }
}
