// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import dev.eventsrelay.concurrency.Deadline;
import java.util.function.Consumer;

/**
 * Takes work of an invocation that its answer need not wait for, such as cleaning up.
 *
 * <p>Nothing is lost: what cannot run after the answer runs before it. Thread-safe.
 */
@FunctionalInterface
public interface AfterAnswer {
  /**
   * Has the work done.
   *
   * @param work returns by the deadline that it is given
   */
  void run(Consumer<Deadline> work);
}
