// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import java.time.Duration;
import java.util.List;

/**
 * Receives what happens to the messages of queues, as far as the gateway sends them and event
 * source mappings read them. Called on the threads that do so, so implementations must be
 * thread-safe and must neither block nor throw. A queue is told by its name.
 */
public interface QueueListener {
  /** Ignores everything. */
  QueueListener NONE = new QueueListener() {};

  /** An integration's call of SQS was answered. */
  default void sent(Sending sending) {}

  /** A batch was received, and its function is about to be invoked. */
  default void received(Receipt receipt) {}

  /** The function has succeeded with messages, and they are off the queue. */
  default void deleted(String queue, List<String> messageIds) {}

  /**
   * Messages come again when they become visible, or become dead letters.
   *
   * @param reason why, for people
   */
  default void returned(String queue, List<String> messageIds, String reason) {}

  /**
   * A call of the gateway that sends a message.
   *
   * @param requestId API Gateway's
   * @param messageIds of what was sent; empty if SQS has refused it
   * @param status of HTTP
   */
  record Sending(
      String queue, String requestId, List<String> messageIds, int status, Duration duration) {
    public Sending {
      messageIds = List.copyOf(messageIds);
    }
  }

  /**
   * A batch.
   *
   * @param mapping its event source mapping
   * @param event the one that the function gets, the same array in each of the batch's invocations;
   *     not to be modified
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; copies would be a waste
  record Receipt(String queue, String mapping, List<Message> messages, byte[] event) {
    public Receipt {
      messages = List.copyOf(messages);
    }
  }
}
