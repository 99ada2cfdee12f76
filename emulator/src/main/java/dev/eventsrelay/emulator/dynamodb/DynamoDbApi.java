// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

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
 * DynamoDB's JSON protocol (<a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html">AWS</a>)
 * for a DynamoDB emulator, which checks no signatures: requests only look signed. A call takes at
 * most 30 s. Thread-safe.
 */
public final class DynamoDbApi implements AutoCloseable {
  /**
   * Key id and secret for everything local. DynamoDB Local separates tables by key id and region,
   * so all its clients must use this one.
   */
  public static final String CREDENTIAL = "local";

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
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

  /** A client of the DynamoDB at an endpoint, for tables of a region. */
  public DynamoDbApi(URI endpoint, String region) {
    this.endpoint = requireNonNull(endpoint, "endpoint is null");
    this.authorization =
        "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/dynamodb/aws4_request, SignedHeaders=host, Signature=none"
            .formatted(CREDENTIAL, region);
  }

  /**
   * Calls an operation, such as {@code CreateTable}.
   *
   * @throws DynamoDbException if DynamoDB refuses it, or does not answer
   */
  public JsonNode call(String operation, ObjectNode request) throws InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(endpoint)
            .timeout(CALL_TIMEOUT)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header("X-Amz-Date", "20260101T000000Z")
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofString(request.toString()))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(post, BodyHandlers.ofByteArray());
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() != OK) {
        throw DynamoDbException.refused(endpoint, operation, answer);
      }
      return answer;
    } catch (IOException e) {
      throw DynamoDbException.silent(endpoint, operation, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
