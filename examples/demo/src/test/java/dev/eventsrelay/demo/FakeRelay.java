// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.gateway.Route;
import dev.eventsrelay.emulator.gateway.WebSocketApi;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Just enough of a relay, in this process, behind a real gateway. */
final class FakeRelay implements LambdaFunction, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final UnaryOperator<String> onTheWay;
  private final int resultsLost;
  private final AtomicInteger results = new AtomicInteger();
  private final Map<String, String> subscribers = new ConcurrentHashMap<>();
  private final Map<String, String> publishers = new ConcurrentHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Gateway gateway;

  /**
   * @param onTheWay what the relay does to the frames that it forwards
   * @param resultsLost how many results vanish first
   */
  FakeRelay(UnaryOperator<String> onTheWay, int resultsLost) {
    this.onTheWay = onTheWay;
    this.resultsLost = resultsLost;
    Route route = new Route(this, false);
    gateway =
        Gateway.builder()
            .api(
                new WebSocketApi(
                    "abcdefghij", "prod", "$request.body.action", Map.of("$default", route)))
            .start();
  }

  URI url() {
    return URI.create(gateway.webSocketUrl());
  }

  @Override
  public CompletableFuture<InvocationResult> invoke(byte[] event) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            JsonNode parsed = JSON.readTree(event);
            handle(
                parsed.at("/requestContext/connectionId").asText(), parsed.path("body").asText());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          byte[] ok = "{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8);
          return new InvocationResult.Response(ok);
        });
  }

  private void handle(String sender, String frame) throws IOException {
    if (frame.equals("ping")) {
      post(sender, "pong");
    } else if (frame.startsWith("subscribe: ")) {
      subscribers.put(frame.substring("subscribe: ".length()), sender);
    } else if (frame.startsWith("ack: ")) {
      String guid = frame.substring("ack: ".length());
      String ack =
          JSON.createObjectNode()
              .put("type", "ack")
              .put("guid", guid)
              .put("acknowledgedBy", sender)
              .toString();
      post(publishers.get(guid), onTheWay.apply(ack));
    } else if (frame.startsWith("{") && results.incrementAndGet() > resultsLost) {
      String guid = JSON.readTree(frame).path("guid").asText();
      publishers.put(guid, sender);
      post(subscribers.get(guid), onTheWay.apply(frame));
    }
  }

  private void post(@Nullable String connectionId, String frame) {
    if (connectionId == null) {
      return;
    }
    URI connection =
        URI.create(
            gateway.managementUrl()
                + "/@connections/"
                + URLEncoder.encode(connectionId, StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(connection)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/execute-api/aws4_request")
            .POST(HttpRequest.BodyPublishers.ofString(frame))
            .build();
    var _ = http.sendAsync(request, BodyHandlers.discarding()).join();
  }

  @Override
  public void close() {
    gateway.close();
    http.shutdownNow();
  }
}
