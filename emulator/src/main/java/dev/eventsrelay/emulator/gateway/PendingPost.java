// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Holds a post and its bytes until a decision is made, then answers on the event loop that the post
 * came from.
 */
final class PendingPost implements Post {
  private final ManagementApi managementApi;
  private final Connections connections;
  private final FullHttpRequest request;
  private final String connectionId;
  private final EventExecutor loop;
  private final Consumer<FullHttpResponse> answer;
  private final AtomicBoolean decided = new AtomicBoolean();

  PendingPost(
      ManagementApi managementApi,
      Connections connections,
      FullHttpRequest request,
      String connectionId,
      EventExecutor loop,
      Consumer<FullHttpResponse> answer) {
    this.managementApi = managementApi;
    this.connections = connections;
    this.request = request.retain();
    this.connectionId = connectionId;
    this.loop = loop;
    this.answer = answer;
  }

  @Override
  public String connectionId() {
    return connectionId;
  }

  @Override
  public boolean onChannel(Consumer<Channel> task) {
    return connections.onChannel(connectionId, task);
  }

  @Override
  public void proceed() {
    decide(() -> managementApi.handle(request, connectionId));
  }

  @Override
  public void proceedAndFail(int status) {
    decide(
        () -> {
          managementApi.handle(request, connectionId).release();
          return ManagementErrors.of(status);
        });
  }

  @Override
  public void fail(int status) {
    decide(() -> ManagementErrors.of(status));
  }

  private void decide(Supplier<FullHttpResponse> response) {
    if (!decided.compareAndSet(false, true)) {
      return;
    }
    if (loop.inEventLoop()) {
      respond(response);
      return;
    }
    try {
      loop.execute(() -> respond(response));
    } catch (RejectedExecutionException gatewayClosed) {
      request.release();
    }
  }

  private void respond(Supplier<FullHttpResponse> response) {
    try {
      answer.accept(response.get());
    } finally {
      request.release();
    }
  }
}
