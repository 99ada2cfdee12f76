// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.concurrent.EventExecutor;
import java.util.function.Consumer;

/** The Management API behind an {@link Interceptor} of its posts. Thread-safe. */
record ManagementRequests(
    ManagementApi managementApi,
    Connections connections,
    Interceptor interceptor,
    GatewayListener listener) {
  /**
   * Answers a request, now or later.
   *
   * @param request the caller may release it at once
   * @param loop the event loop of this call and of the answer
   */
  void handle(
      FullHttpRequest request,
      String connectionId,
      EventExecutor loop,
      Consumer<FullHttpResponse> answer) {
    if (request.method().equals(HttpMethod.POST)) {
      interceptor.post(
          new PendingPost(
              managementApi,
              connections,
              request,
              connectionId,
              loop,
              ObservedPost.answer(listener, request, connectionId, answer)));
      return;
    }
    answer.accept(managementApi.handle(request, connectionId));
  }
}
