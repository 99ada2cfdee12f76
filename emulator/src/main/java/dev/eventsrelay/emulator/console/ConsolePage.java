// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.gateway.SidePage;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of the page. Answers are made on virtual threads, because some of them wait
 * for a function pool or for DynamoDB.
 */
final class ConsolePage implements SidePage, AutoCloseable {
  private static final Logger LOGGER = System.getLogger(ConsolePage.class.getName());
  private static final int MAX_BODY_BYTES = 128 * 1024;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Observed observed;
  private volatile @Nullable Open open;

  private record Open(Requests requests, Live live, QueueWatch queues) {}

  ConsolePage(Observed observed) {
    this.observed = observed;
  }

  void open(Running running) {
    observed
        .traces()
        .giveUpAfter(
            running.queues().stream()
                .collect(Collectors.toMap(ShownQueue::name, ShownQueue::maxReceives)));
    Letters letters = new Letters(running.queues(), observed.traces(), observed.backlog());
    QueueWatch queues = QueueWatch.start(running.queues(), letters, observed.backlog());
    open =
        new Open(
            new Requests(running, observed, letters),
            Live.start(new Snapshot(running, observed, queues)),
            queues);
  }

  @Override
  public String path() {
    return Console.PATH;
  }

  @Override
  public int maxBodyBytes() {
    return MAX_BODY_BYTES;
  }

  @Override
  public void handle(FullHttpRequest request, Channel channel) {
    Optional<String> refusal = Visitor.refusal(request.headers());
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    Open now = open;
    if (refusal.isPresent()) {
      write(channel, keepAlive, Answer.text(403, refusal.get()));
      return;
    }
    if (now == null) {
      write(channel, keepAlive, Answer.text(503, "The emulator is starting."));
      return;
    }
    if (isTooLong(request)) {
      write(channel, keepAlive, Answer.text(413, "The body exceeds 128 KiB."));
      return;
    }
    QueryStringDecoder url = new QueryStringDecoder(request.uri());
    String path = url.path().substring(Console.PATH.length());
    if (path.equals("/api/live")) {
      now.live.join(channel).ifPresent(answer -> write(channel, keepAlive, answer));
      return;
    }
    Request asked =
        new Request(
            request.method(), path, url.parameters(), ByteBufUtil.getBytes(request.content()));
    try {
      threads.execute(() -> write(channel, keepAlive, answer(now.requests, asked)));
    } catch (RejectedExecutionException closed) {
      var _ = channel.close();
    }
  }

  /** A body that is too long is not read to its end, if at all. */
  private static boolean isTooLong(FullHttpRequest request) {
    return request.content().readableBytes() > MAX_BODY_BYTES
        || HttpUtil.getContentLength(request, 0L) > MAX_BODY_BYTES;
  }

  private static Answer answer(Requests requests, Request asked) {
    try {
      if (asked.path().startsWith("/api/")) {
        return requests.answer(asked);
      }
      if (!asked.method().equals(HttpMethod.GET)) {
        return Answer.text(405, "Files can be read only.");
      }
      return file(asked.path());
    } catch (IllegalArgumentException e) {
      return Answer.text(400, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.text(503, "The emulator is being stopped.");
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "The console could not answer " + asked.path(), e);
      return Answer.text(500, "The console failed: " + e.getMessage());
    }
  }

  private static Answer file(String path) {
    String name = path.isEmpty() || path.equals("/") ? "index.html" : path.substring(1);
    return PageFiles.find(name).orElseGet(() -> Answer.text(404, "There is no such file."));
  }

  private static void write(Channel channel, boolean keepAlive, Answer answer) {
    FullHttpResponse response = answer.toResponse();
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = channel.writeAndFlush(response);
    if (!keepAlive) {
      var _ = written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    Open last = open;
    if (last != null) {
      last.live.close();
      last.queues.close();
    }
  }
}
