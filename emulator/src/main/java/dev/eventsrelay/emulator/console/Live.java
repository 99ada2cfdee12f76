// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends a snapshot to each open page four times a second, as server-sent events. A page that reads
 * too slowly misses snapshots: a channel takes the next one only when its buffer has room, so a
 * page holds a bounded amount of memory. Nothing is computed while no page is open. Thread-safe.
 */
final class Live implements AutoCloseable {
  static final long INTERVAL_MILLIS = 250;
  private static final int MAX_PAGES = 16;
  private static final Logger LOGGER = System.getLogger(Live.class.getName());

  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("console-live").factory());
  private final ChannelGroup pages = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Snapshot snapshot;

  private Live(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  static Live start(Snapshot snapshot) {
    Live live = new Live(snapshot);
    var _ =
        live.ticker.scheduleWithFixedDelay(
            live::tick, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    return live;
  }

  /**
   * Makes a channel a page's. Called on its event loop.
   *
   * @return the answer if it cannot be
   */
  Optional<Answer> join(Channel channel) {
    if (pages.size() >= MAX_PAGES) {
      return Optional.of(
          Answer.text(503, "%d pages are open already: close one.".formatted(MAX_PAGES)));
    }
    if (channel.pipeline().get(ReadTimeoutHandler.class) != null) {
      // The page has nothing more to say.
      channel.pipeline().remove(ReadTimeoutHandler.class);
    }
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    Answer.protect(response.headers());
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream")
        .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    var _ = channel.writeAndFlush(response);
    send(channel, snapshot.hello());
    pages.add(channel);
    return Optional.empty();
  }

  private void tick() {
    if (pages.isEmpty()) {
      return;
    }
    try {
      String tick = snapshot.tick();
      for (Channel page : pages) {
        if (page.isWritable()) {
          send(page, tick);
        }
      }
    } catch (RuntimeException e) {
      // A later tick may succeed; without this, the executor would end the series.
      LOGGER.log(Level.WARNING, "The console missed a tick.", e);
    }
  }

  private static void send(Channel page, String json) {
    byte[] event = ("data: " + json + "\n\n").getBytes(UTF_8);
    var _ = page.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(event)));
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    var _ = pages.close();
  }
}
