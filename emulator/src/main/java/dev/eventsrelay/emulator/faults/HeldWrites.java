// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The pending writes of a disturbed connection, in order. Confined to its event loop. */
final class HeldWrites {
  private final Queue<Write> waiting = new ArrayDeque<>();

  record Write(Object message, ChannelPromise promise) {}

  void add(Object message, ChannelPromise promise) {
    waiting.add(new Write(message, promise));
  }

  int size() {
    return waiting.size();
  }

  @Nullable Write peek() {
    return waiting.peek();
  }

  @Nullable Write poll() {
    return waiting.poll();
  }

  /** Writes everything at once, or fails the writes if the connection has ended. */
  void letGo(ChannelHandlerContext context) {
    boolean active = context.channel().isActive();
    for (Write write = waiting.poll(); write != null; write = waiting.poll()) {
      if (active) {
        var _ = context.write(write.message, write.promise);
      } else {
        ReferenceCountUtil.release(write.message);
        write.promise.tryFailure(new ClosedChannelException());
      }
    }
    context.flush();
  }
}
