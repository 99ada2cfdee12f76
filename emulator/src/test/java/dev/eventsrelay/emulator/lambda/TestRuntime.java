// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.process.Command;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A pool with one environment whose runtime is the test: the process only sleeps. */
final class TestRuntime implements AutoCloseable {
  final RecordingListener listener = new RecordingListener();
  final FunctionPool pool;
  final CompletableFuture<Void> ready;
  private final ChildProcesses processes = new ChildProcesses();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<String> addresses = new ConcurrentLinkedQueue<>();
  private List<String> program = List.of("/bin/sleep", "600");

  TestRuntime(int concurrency, Duration timeout) throws IOException {
    FunctionSpec function =
        new FunctionSpec(
            "arn:aws:lambda:us-east-1:000000000000:function:Fake",
            Path.of("/tmp/fake.zip"),
            "x",
            "other",
            Map.of(),
            timeout,
            128,
            new Compute.Managed(1, concurrency));
    pool = new FunctionPool(function, this::command, processes, listener, Duration.ofSeconds(2));
    ready = pool.start();
  }

  private synchronized Command command(FunctionSpec function, Map<String, String> environment) {
    addresses.add(environment.get("AWS_LAMBDA_RUNTIME_API"));
    return new Command(program, environment, Path.of("/tmp"));
  }

  /** What further environments run, and from now on the test talks to those. */
  synchronized void replaceProgram(String... command) {
    program = List.of(command);
    addresses.clear();
  }

  /** Of the latest environment. */
  String address() {
    return await()
        .until(() -> addresses.stream().reduce((_, last) -> last), Optional::isPresent)
        .orElseThrow();
  }

  CompletableFuture<HttpResponse<String>> get(String path) {
    return http.sendAsync(request(path).GET().build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> next() {
    return get("/runtime/invocation/next");
  }

  HttpResponse<String> post(String path, BodyPublisher body, String... headers) throws Exception {
    HttpRequest.Builder request = request(path).POST(body);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> respond(String requestId, String body) throws Exception {
    return post("/runtime/invocation/" + requestId + "/response", BodyPublishers.ofString(body));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address() + "/2018-06-01" + path))
        .timeout(Duration.ofSeconds(20));
  }

  /** Sends bytes as they are, and reads the answer's status line and headers unless told not to. */
  String raw(String bytes, boolean readAnswer) throws Exception {
    URI server = URI.create("http://" + address());
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      if (!readAnswer) {
        return "";
      }
      InputStream in = socket.getInputStream();
      byte[] answer = new byte[4096];
      return new String(answer, 0, in.read(answer), StandardCharsets.UTF_8);
    }
  }

  static String requestId(HttpResponse<String> next) {
    return next.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
  }

  @Override
  public void close() {
    pool.close();
    processes.close();
    // A poll may still wait for an invocation; close() would wait for it too.
    http.shutdownNow();
  }
}
