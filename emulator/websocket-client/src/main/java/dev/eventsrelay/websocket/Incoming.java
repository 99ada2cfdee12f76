// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.websocket;

import static java.util.Objects.requireNonNull;

import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Puts fragments together, and tells of the end once. */
final class Incoming implements WebSocket.Listener {
  private static final int ABNORMAL = 1006;

  private final Receiver receiver;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final StringBuilder message = new StringBuilder();

  Incoming(Receiver receiver) {
    this.receiver = requireNonNull(receiver, "receiver is null");
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
    message.append(text);
    if (last) {
      receiver.received(message.toString());
      message.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    end(status);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    endAbnormally();
  }

  void endAbnormally() {
    end(ABNORMAL);
  }

  private void end(int status) {
    if (ended.compareAndSet(false, true)) {
      receiver.ended(status);
    }
  }
}
