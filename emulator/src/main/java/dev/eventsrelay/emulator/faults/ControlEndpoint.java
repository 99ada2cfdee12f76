// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Faults over HTTP on loopback, as text. GET lists the standing faults, POST injects the fault in
 * its body and answers with what it hit, DELETE clears all faults. A wrong request is answered with
 * 400 and a sentence. A page of the web can cause no faults: its browser sends an Origin, or, when
 * the page's own name is made to lead here, another Host. Thread-safe.
 */
public final class ControlEndpoint implements AutoCloseable {
  private static final String PATH = "/faults";
  private static final int MAX_BODY_BYTES = 4096;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Faults faults;

  private ControlEndpoint(HttpServer server, Faults faults) {
    this.server = server;
    this.faults = faults;
    server.setExecutor(threads);
    server.createContext(PATH, this::handle);
    server.start();
  }

  /** Starts it on a free port. */
  static ControlEndpoint start(Faults faults) {
    try {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      return new ControlEndpoint(HttpServer.create(anyPort, 0), faults);
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException("The control endpoint cannot listen: " + e.getMessage(), e));
    }
  }

  /** Its URL, such as {@code http://127.0.0.1:40123/faults}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.text.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private record Answer(int status, String text) {}

  private Answer answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestHeaders().containsKey("Origin") || !isOwnHost(exchange)) {
      return new Answer(403, "No page of the web may cause faults here.\n");
    }
    try {
      return switch (exchange.getRequestMethod()) {
        case "GET" -> new Answer(200, standing());
        case "POST" -> new Answer(200, inject(exchange));
        case "DELETE" -> {
          faults.clear();
          yield new Answer(200, "");
        }
        default -> new Answer(405, "GET lists the faults, POST injects one, DELETE clears.\n");
      };
    } catch (IllegalArgumentException e) {
      return new Answer(400, e.getMessage() + "\n");
    }
  }

  private boolean isOwnHost(HttpExchange exchange) {
    int port = server.getAddress().getPort();
    return List.of("127.0.0.1:" + port, "localhost:" + port)
        .contains(exchange.getRequestHeaders().getFirst("Host"));
  }

  private String standing() {
    return faults.standing().stream()
        .map(fault -> FaultText.of(fault) + "\n")
        .collect(Collectors.joining());
  }

  private String inject(HttpExchange exchange) throws IOException {
    String line = new String(exchange.getRequestBody().readNBytes(MAX_BODY_BYTES), UTF_8);
    return faults.inject(FaultText.parse(line)).stream()
        .map(struck -> struck + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
