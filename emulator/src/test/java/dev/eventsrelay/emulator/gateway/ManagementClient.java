// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Calls the Management API as an SDK does, with a signature that nobody verifies. */
public final class ManagementClient implements AutoCloseable {
  public static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=AKID/20240120/us-east-1/execute-api/aws4_request,"
          + " SignedHeaders=host;x-amz-date, Signature=00";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Gateway gateway;

  public ManagementClient(Gateway gateway) {
    this.gateway = gateway;
  }

  public HttpResponse<String> post(String connectionId, String message)
      throws IOException, InterruptedException {
    return call("POST", connectionId, message);
  }

  public HttpResponse<String> get(String connectionId) throws IOException, InterruptedException {
    return call("GET", connectionId, "");
  }

  public HttpResponse<String> delete(String connectionId) throws IOException, InterruptedException {
    return call("DELETE", connectionId, "");
  }

  public HttpResponse<String> call(String method, String connectionId, String body)
      throws IOException, InterruptedException {
    String path = "/@connections/" + connectionId.replace("=", "%3D");
    return send(request(path).method(method, BodyPublishers.ofString(body)));
  }

  /** A signed request. */
  public HttpRequest.Builder request(String pathBelowStage) {
    return HttpRequest.newBuilder(URI.create(gateway.managementUrl() + pathBelowStage))
        .timeout(Duration.ofSeconds(5))
        .header("Authorization", AUTHORIZATION);
  }

  public HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
