// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.gateway.AwsService;
import dev.eventsrelay.emulator.queue.QueueListener;
import dev.eventsrelay.emulator.queue.SqsApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/**
 * SQS for the gateway's integrations. A call that comes before SQS is there waits for it. Each
 * integration has at most {@value #MAX_CALLS} calls under way at once, and its others wait; as at
 * AWS, a burst on one route delays no other one. Thread-safe.
 */
final class SqsService {
  private static final int MAX_CALLS = 64;

  private static final Pattern MESSAGE_ID = Pattern.compile("<MessageId>([^<]+)</MessageId>");

  private final CompletableFuture<SqsApi> sqs = new CompletableFuture<>();
  private final QueueListener listener;

  /**
   * A service that waits for its SQS.
   *
   * @param listener hears of each call
   */
  SqsService(QueueListener listener) {
    this.listener = listener;
  }

  void is(SqsApi value) {
    sqs.complete(value);
  }

  /** The target of an integration. */
  AwsService at(String path) {
    Semaphore places = new Semaphore(MAX_CALLS);
    return request -> call(path, request, places);
  }

  private AwsService.Response call(String path, AwsService.Request request, Semaphore places)
      throws IOException, InterruptedException {
    places.acquire();
    try {
      SqsApi api = sqs.get();
      long began = System.nanoTime();
      HttpResponse<String> answer =
          api.form(withQuery(path, request.query()), request.contentType(), request.body());
      listener.sent(
          new QueueListener.Sending(
              queueName(path),
              request.requestId(),
              messageIds(answer),
              answer.statusCode(),
              Duration.ofNanos(System.nanoTime() - began)));
      return new AwsService.Response(answer.statusCode(), answer.body());
    } catch (ExecutionException e) {
      throw new IOException("SQS did not start.", e);
    } finally {
      places.release();
    }
  }

  private static String queueName(String path) {
    String withoutQuery = URI.create(path).getPath();
    return withoutQuery.substring(withoutQuery.lastIndexOf('/') + 1);
  }

  private static List<String> messageIds(HttpResponse<String> answer) {
    return MESSAGE_ID.matcher(answer.body()).results().map(found -> found.group(1)).toList();
  }

  private static String withQuery(String path, String query) {
    if (query.isEmpty()) {
      return path;
    }
    return path + (path.contains("?") ? "&" : "?") + query;
  }
}
