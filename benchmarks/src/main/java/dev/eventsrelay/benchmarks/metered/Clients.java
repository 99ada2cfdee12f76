// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.ManagementApi;
import dev.eventsrelay.relay.PostResult;
import java.util.concurrent.atomic.LongAdder;

/** Clients that take every frame at once, and count. Thread-safe. */
final class Clients implements ManagementApi {
  private final LongAdder posts = new LongAdder();
  private final LongAdder messages = new LongAdder();

  @Override
  public PostResult post(ConnectionId to, Frame frame, Deadline deadline) {
    posts.increment();
    messages.add(BilledMessages.of(frame.size()));
    return new PostResult.Delivered();
  }

  long posts() {
    return posts.sum();
  }

  long messages() {
    return messages.sum();
  }
}
