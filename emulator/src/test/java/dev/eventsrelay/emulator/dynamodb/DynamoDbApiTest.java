// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers what the test says. */
class DynamoDbApiTest {
  private static final ObjectNode REQUEST = JsonNodeFactory.instance.objectNode();

  private final Queue<Headers> requests = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private final URI endpoint;
  private final DynamoDbApi api;
  private volatile int status = 200;
  private volatile String answer = "{}";

  DynamoDbApiTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(status, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
          }
        });
    server.start();
    endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    api = new DynamoDbApi(endpoint, "us-east-1");
  }

  @AfterEach
  void stop() {
    api.close();
    server.stop(0);
  }

  @Test
  void call_answered_looksSignedForItsRegion() throws Exception {
    answer = "{\"TableNames\":[]}";

    assertThat(api.call("ListTables", REQUEST).path("TableNames").isArray()).isTrue();

    assertThat(requests)
        .singleElement()
        .satisfies(
            headers -> {
              assertThat(headers.getFirst("X-Amz-Target"))
                  .isEqualTo("DynamoDB_20120810.ListTables");
              assertThat(headers.getFirst("Authorization"))
                  .matches("AWS4-HMAC-SHA256 Credential=local/\\d{8}/us-east-1/dynamodb/aws4_.*");
            });
  }

  @Test
  void call_ofADynamoDbThatChecksSignatures_saysThatItCannotBeUsed() {
    status = 400;
    answer =
        "{\"__type\":\"com.amazon.coral.service#UnrecognizedClientException\",\"message\":\"The"
            + " security token included in the request is invalid.\"}";

    assertThatThrownBy(() -> api.call("CreateTable", REQUEST))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageContaining("checks signatures (UnrecognizedClientException)")
        .hasMessageContaining(endpoint.toString());
  }

  @Test
  void call_refused_namesOperationAndReason() {
    status = 400;
    answer =
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#LimitExceededException\",\"Message\":\"Too"
            + " many tables\"}";

    assertThatThrownBy(() -> api.call("CreateTable", REQUEST))
        .hasMessage("The DynamoDB at %s refused CreateTable: Too many tables.".formatted(endpoint));
  }

  @Test
  void call_answeredByNoDynamoDb_saysSo() {
    answer = "<html>";

    assertThatThrownBy(() -> api.call("CreateTable", REQUEST))
        .isInstanceOf(DynamoDbException.class)
        .hasMessageStartingWith(
            "The DynamoDB at %s did not answer CreateTable as DynamoDB does (".formatted(endpoint));
  }
}
