// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Secrets Manager with one secret, on loopback: {@code GetSecretValue} by version stage, rotation,
 * and outages. Thread-safe.
 */
public final class SecretsManagerStandIn implements AutoCloseable {
  public static final String ARN =
      "arn:aws:secretsmanager:us-east-1:000000000000:secret:events-relay-AbCdEf";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, String> stages = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean failing;

  /** A store whose secret has never been rotated. */
  public SecretsManagerStandIn(String secret) throws IOException {
    stages.put("AWSCURRENT", secret);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** For {@code AWS_ENDPOINT_URL_SECRETS_MANAGER}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What was current becomes previous. */
  public void rotate(String secret) {
    stages.put("AWSPREVIOUS", stages.get("AWSCURRENT"));
    stages.put("AWSCURRENT", secret);
  }

  /** Nobody who only has the previous secret may connect any more. */
  public void removePrevious() {
    stages.remove("AWSPREVIOUS");
  }

  public void fail(boolean value) {
    failing = value;
  }

  /** How many requests have come, repeated ones counted. */
  public int calls() {
    return calls.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    JsonNode request = MAPPER.readTree(exchange.getRequestBody());
    String stage = request.path("VersionStage").asText("AWSCURRENT");
    if (failing) {
      respond(exchange, 500, Map.of("__type", "InternalServiceError", "message", "outage"));
      return;
    }
    String secret = stages.get(stage);
    boolean known =
        request.path("SecretId").asText().equals(ARN)
            && "secretsmanager.GetSecretValue"
                .equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    if (!known || secret == null) {
      respond(exchange, 400, Map.of("__type", "ResourceNotFoundException", "message", "none"));
      return;
    }
    respond(exchange, 200, Map.of("ARN", ARN, "SecretString", secret));
  }

  private static void respond(HttpExchange exchange, int status, Map<String, String> body)
      throws IOException {
    byte[] json = MAPPER.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
