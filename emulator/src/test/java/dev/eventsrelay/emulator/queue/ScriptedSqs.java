// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An SQS that hands out what a test has put there, one receive after the other, and notes what is
 * deleted. It never shows a message a second time. Thread-safe.
 */
final class ScriptedSqs implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<List<String>> receives = new LinkedBlockingQueue<>();
  private final List<String> deleted = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private ScriptedSqs(HttpServer server) {
    this.server = server;
  }

  static ScriptedSqs start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ScriptedSqs sqs = new ScriptedSqs(server);
    server.setExecutor(sqs.threads);
    server.createContext("/", sqs::answer);
    server.start();
    return sqs;
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The messages of one receive, by their ids. */
  void gives(String... ids) {
    receives.add(List.of(ids));
  }

  List<String> deleted() {
    return List.copyOf(deleted);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      ObjectNode answer = JSON.createObjectNode();
      if (target.endsWith("ReceiveMessage")) {
        receive(request.path("WaitTimeSeconds").asLong(), answer.putArray("Messages"));
      } else {
        request.path("Entries").forEach(entry -> deleted.add(entry.path("ReceiptHandle").asText()));
      }
      byte[] bytes = answer.toString().getBytes(UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void receive(long seconds, ArrayNode messages) throws InterruptedException {
    List<String> ids = receives.poll(seconds, TimeUnit.SECONDS);
    for (String id : ids == null ? List.<String>of() : ids) {
      messages
          .addObject()
          .put("MessageId", id)
          .put("ReceiptHandle", id)
          .put("Body", "body of " + id);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
