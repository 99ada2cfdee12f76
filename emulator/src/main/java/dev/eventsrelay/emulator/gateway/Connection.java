// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. It ends once, for the first reason given, and does nothing afterwards.
 * Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Connection {
  private final String id;
  private final Peer peer;
  private final long connectedAt;
  private final Channel channel;
  private final Duration closeTimeout;
  private final AtomicLong unwrittenBytes = new AtomicLong();
  private final AtomicReference<@Nullable Disconnect> ending = new AtomicReference<>();
  private volatile long lastActiveAt;
  private volatile Map<String, String> authorizer = Map.of();
  private volatile ApiKeys.@Nullable Key apiKey;

  /** Only used on the event loop: after a close frame, nothing may follow. */
  private boolean closeSent;

  Connection(String id, Peer peer, long connectedAt, Channel channel, Duration closeTimeout) {
    this.id = id;
    this.peer = peer;
    this.connectedAt = connectedAt;
    this.channel = channel;
    this.closeTimeout = closeTimeout;
    this.lastActiveAt = connectedAt;
  }

  String id() {
    return id;
  }

  Peer peer() {
    return peer;
  }

  /** Milliseconds since the epoch. */
  long connectedAt() {
    return connectedAt;
  }

  /** What an authorizer said of the client; empty if none was asked. */
  Map<String, String> authorizer() {
    return authorizer;
  }

  void authorizedBy(Map<String, String> context) {
    authorizer = context;
  }

  /** With which the client connected; empty if it has none that the stage accepts. */
  Optional<ApiKeys.Key> apiKey() {
    return Optional.ofNullable(apiKey);
  }

  void has(Optional<ApiKeys.Key> key) {
    apiKey = key.orElse(null);
  }

  /** Milliseconds since the epoch. */
  long lastActiveAt() {
    return lastActiveAt;
  }

  void touch(long nowMillis) {
    lastActiveAt = nowMillis;
  }

  boolean isEnding() {
    return ending.get() != null;
  }

  /** Why the connection ended; {@link Disconnect#ABNORMAL} if nobody gave a reason. */
  Disconnect ended() {
    ending.compareAndSet(null, Disconnect.ABNORMAL);
    Disconnect reason = ending.get();
    return reason == null ? Disconnect.ABNORMAL : reason;
  }

  /** Sends a text frame, however much is waiting to be written. */
  void send(String text) {
    send(ByteBufUtil.writeUtf8(channel.alloc(), text));
  }

  /**
   * Sends a text frame, unless too much is waiting to be written.
   *
   * @param text its ownership passes to this method
   * @return false if it was not taken
   */
  boolean offer(ByteBuf text, int maxUnwrittenBytes) {
    long waiting = unwrittenBytes.get();
    if (waiting > 0 && waiting + text.readableBytes() > maxUnwrittenBytes) {
      text.release();
      return false;
    }
    send(text);
    return true;
  }

  private void send(ByteBuf text) {
    unwrittenBytes.addAndGet(text.readableBytes());
    onEventLoop(() -> write(text));
  }

  private void write(ByteBuf text) {
    int size = text.readableBytes();
    if (closeSent) {
      unwrittenBytes.addAndGet(-size);
      text.release();
      return;
    }
    channel
        .writeAndFlush(new TextWebSocketFrame(text))
        .addListener(_ -> unwrittenBytes.addAndGet(-size));
  }

  /** Starts the closing handshake; the connection is cut if the client does not take part. */
  void close(Disconnect reason) {
    if (ending.compareAndSet(null, reason)) {
      onEventLoop(
          () -> {
            // The client's close frame may have come meanwhile.
            if (!closeSent) {
              writeClose(reason);
              closeAfterTimeout();
            }
          });
    }
  }

  /**
   * Closes because of a mistake of the client. At first it closes only the sending side: unread
   * bytes from the client would turn the close into a reset, which destroys the close frame before
   * the client reads it. Called on the event loop.
   */
  void fail(Disconnect reason) {
    if (ending.compareAndSet(null, reason)) {
      writeClose(reason).addListener(_ -> ((SocketChannel) channel).shutdownOutput());
      closeAfterTimeout();
    }
  }

  /**
   * Answers the client's close frame, or takes it as the answer to the gateway's. Called on the
   * event loop.
   */
  void closedByClient(CloseWebSocketFrame frame) {
    if (closeSent) {
      channel.close();
      return;
    }
    int status = frame.statusCode();
    Disconnect reason =
        status == -1 ? Disconnect.NO_STATUS : new Disconnect(status, frame.reasonText());
    ChannelFuture answered;
    if (!ending.compareAndSet(null, reason)) {
      answered = writeClose(ended());
    } else if (status == -1) {
      answered = writeClose(new CloseWebSocketFrame());
    } else {
      answered = writeClose(new CloseWebSocketFrame(status, ""));
    }
    answered.addListener(ChannelFutureListener.CLOSE);
  }

  /** Runs a task with the channel, on its event loop, and never before the handshake has ended. */
  void onChannel(Consumer<Channel> task) {
    onEventLoop(() -> task.accept(channel));
  }

  private ChannelFuture writeClose(Disconnect reason) {
    return writeClose(new CloseWebSocketFrame(reason.status(), reason.reason()));
  }

  private ChannelFuture writeClose(CloseWebSocketFrame frame) {
    closeSent = true;
    return channel.writeAndFlush(frame);
  }

  private void onEventLoop(Runnable task) {
    if (channel.eventLoop().inEventLoop()) {
      task.run();
      return;
    }
    channel.eventLoop().execute(task);
  }

  private void closeAfterTimeout() {
    var _ =
        channel
            .eventLoop()
            .schedule(() -> channel.close(), closeTimeout.toMillis(), TimeUnit.MILLISECONDS);
  }
}
