// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.gateway.AwsService;
import dev.eventsrelay.emulator.queue.SqsApi;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/**
 * SQS for the gateway's integrations. A call that comes before SQS is there waits for it. At most
 * {@value #MAX_CALLS} calls are under way at once, and the others wait. Thread-safe.
 */
final class SqsService {
  private static final int MAX_CALLS = 64;

  private final CompletableFuture<SqsApi> sqs = new CompletableFuture<>();
  private final Semaphore places = new Semaphore(MAX_CALLS);

  void is(SqsApi value) {
    sqs.complete(value);
  }

  /** The target of an integration. */
  AwsService at(String path) {
    return request -> call(path, request);
  }

  private AwsService.Response call(String path, AwsService.Request request)
      throws IOException, InterruptedException {
    places.acquire();
    try {
      HttpResponse<String> answer =
          sqs.get().form(withQuery(path, request.query()), request.contentType(), request.body());
      return new AwsService.Response(answer.statusCode(), answer.body());
    } catch (ExecutionException e) {
      throw new IOException("SQS did not start.", e);
    } finally {
      places.release();
    }
  }

  private static String withQuery(String path, String query) {
    if (query.isEmpty()) {
      return path;
    }
    return path + (path.contains("?") ? "&" : "?") + query;
  }
}
