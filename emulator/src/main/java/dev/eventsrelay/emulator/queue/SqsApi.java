// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * SQS's JSON protocol (<a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html">AWS</a>)
 * and the form protocol that API Gateway speaks, for an SQS that checks no signatures: requests
 * only look signed. A call takes at most 30 s. Thread-safe.
 */
public final class SqsApi implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Longer than the longest poll, which waits for 20 s. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);

  private static final int OK = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final URI endpoint;
  private final String authorization;
  private volatile boolean closed;

  /** A client of the SQS at an endpoint, for queues of a region. */
  public SqsApi(URI endpoint, String region) {
    this.endpoint = requireNonNull(endpoint, "endpoint is null");
    this.authorization =
        "AWS4-HMAC-SHA256 Credential=local/20260101/%s/sqs/aws4_request, SignedHeaders=host, Signature=none"
            .formatted(region);
  }

  /** Where it calls. */
  public URI endpoint() {
    return endpoint;
  }

  /**
   * Calls an operation, such as {@code ReceiveMessage}.
   *
   * @throws SqsException if SQS refuses it, or does not answer
   */
  JsonNode call(String operation, ObjectNode request) throws InterruptedException {
    HttpRequest post =
        to(endpoint)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AmazonSQS." + operation)
            .POST(BodyPublishers.ofString(request.toString()))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(post, BodyHandlers.ofByteArray());
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() != OK) {
        throw SqsException.refused(endpoint, operation, answer);
      }
      return answer;
    } catch (IOException e) {
      throw SqsException.silent(endpoint, operation, e);
    }
  }

  /**
   * Sends a request as it is, in the form protocol.
   *
   * @param path of a queue, or {@code /}; with the query, if there is one
   * @param contentType empty for none
   * @throws IOException if SQS does not answer
   * @throws InterruptedException also if this is closed meanwhile
   */
  public HttpResponse<String> form(String path, String contentType, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder post = to(endpoint.resolve(path)).POST(BodyPublishers.ofString(body));
    if (!contentType.isEmpty()) {
      post.header("Content-Type", contentType);
    }
    try {
      return http.send(post.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      if (closed) {
        throw new InterruptedException("closed");
      }
      throw e;
    }
  }

  private HttpRequest.Builder to(URI address) {
    return HttpRequest.newBuilder(address)
        .timeout(CALL_TIMEOUT)
        .header("X-Amz-Date", "20260101T000000Z")
        .header("Authorization", authorization);
  }

  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
  }
}
