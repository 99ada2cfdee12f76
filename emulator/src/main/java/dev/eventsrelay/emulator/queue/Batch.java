// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import java.util.List;

/**
 * Messages that were received together.
 *
 * @param messages may be empty
 * @param receivedNanos when the first of them was, as {@link System#nanoTime} counts
 */
record Batch(List<Message> messages, long receivedNanos) {
  Batch {
    messages = List.copyOf(messages);
  }
}
