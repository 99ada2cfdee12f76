// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.faults.CallListener;
import dev.eventsrelay.emulator.gateway.GatewayListener;
import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.StartedInvocation;
import dev.eventsrelay.emulator.queue.Message;
import dev.eventsrelay.emulator.queue.QueueListener;
import java.util.List;

/** What the console hears of, in the order in which it hears it, for the traces. */
sealed interface Happening {
  /** When it was heard of, as {@link System#nanoTime}. */
  long at();

  /** A message or another event goes to its route. */
  record Requested(long at, GatewayListener.RouteRequest request) implements Happening {}

  /** The gateway's answer to it. */
  record Answered(long at, GatewayListener.RouteAnswer answer) implements Happening {}

  /** A post that has been answered. */
  record Posted(long at, GatewayListener.AnsweredPost post) implements Happening {}

  /** An environment begins to work. */
  record Started(long at, StartedInvocation invocation) implements Happening {}

  /** Its caller has the result. */
  record Completed(long at, CompletedInvocation invocation) implements Happening {}

  /** No environment took the event. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Throttled(long at, String functionName, byte[] event, String reason)
      implements Happening {}

  /** A call of DynamoDB that has been answered. */
  record Called(long at, CallListener.Call call) implements Happening {}

  /** A line of a function's output. */
  record Written(long at, String functionName, long pid, String line) implements Happening {}

  /** The gateway's call of SQS was answered. */
  record Sent(long at, QueueListener.Sending sending) implements Happening {}

  /** A batch was received. */
  record Received(long at, QueueListener.Receipt receipt) implements Happening {}

  /** Messages have left their queue. */
  record Left(long at, String queue, List<String> messageIds, Stay stay, String reason)
      implements Happening {
    public Left {
      messageIds = List.copyOf(messageIds);
    }
  }

  /** Dead letters were seen, or somebody has done something with them. */
  record Letters(long at, String queue, List<Message> letters, Stay stay) implements Happening {
    public Letters {
      letters = List.copyOf(letters);
    }
  }
}
