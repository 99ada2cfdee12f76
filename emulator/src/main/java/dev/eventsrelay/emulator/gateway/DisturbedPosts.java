// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import dev.eventsrelay.emulator.gateway.PostFate.Answer;
import dev.eventsrelay.emulator.gateway.PostFate.Client;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The Management API, with what a {@link Disturbance} does to its posts. Thread-safe. */
final class DisturbedPosts {
  private final ManagementApi managementApi;
  private final Connections connections;
  private final Disturbance disturbance;

  DisturbedPosts(ManagementApi managementApi, Connections connections, Disturbance disturbance) {
    this.managementApi = managementApi;
    this.connections = connections;
    this.disturbance = disturbance;
  }

  /**
   * Answers a request, now or later.
   *
   * @param request may be released by the caller at once
   * @return completes on that executor, or at once
   */
  CompletableFuture<FullHttpResponse> handle(
      FullHttpRequest request, String connectionId, EventExecutor executor) {
    PostFate fate =
        request.method().equals(HttpMethod.POST)
            ? disturbance.post(connectionId)
            : PostFate.UNDISTURBED;
    if (fate.delay().isZero()) {
      return CompletableFuture.completedFuture(answer(request, connectionId, fate.answer()));
    }
    return later(request.retain(), connectionId, fate.answer(), fate.delay(), executor);
  }

  private CompletableFuture<FullHttpResponse> later(
      FullHttpRequest request,
      String connectionId,
      Answer answer,
      Duration delay,
      EventExecutor executor) {
    CompletableFuture<FullHttpResponse> response = new CompletableFuture<>();
    var _ =
        executor.schedule(
            () -> {
              try {
                response.complete(answer(request, connectionId, answer));
              } finally {
                request.release();
              }
            },
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
    return response;
  }

  private FullHttpResponse answer(FullHttpRequest request, String connectionId, Answer answer) {
    return switch (answer) {
      case Answer.True() -> managementApi.handle(request, connectionId);
      case Answer.Failed(int status, Client client) -> {
        switch (client) {
          case MISSES -> {}
          case GETS -> managementApi.handle(request, connectionId).release();
          case IS_CUT -> connections.cut(connectionId);
        }
        yield failure(status);
      }
    };
  }

  private static FullHttpResponse failure(int status) {
    HttpResponseStatus http = HttpResponseStatus.valueOf(status);
    return switch (status) {
      case 410 -> Responses.error(http, "GoneException", "");
      case 413 -> Responses.error(http, "PayloadTooLargeException", "Message too long");
      case 429 -> Responses.error(http, "LimitExceededException", "Rate exceeded");
      case 403 -> Responses.error(http, "ForbiddenException", "Forbidden");
      default -> Responses.error(http, "InternalServerErrorException", "Internal server error");
    };
  }
}
