// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.eventsrelay.emulator.gateway.AwsService;
import dev.eventsrelay.emulator.queue.QueueListener;
import dev.eventsrelay.emulator.queue.SqsApi;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class SqsServiceTest {
  private static final int PATIENCE_SECONDS = 20;
  private static final int PLACES = 64;

  @Test
  void call_otherIntegrationHasABurst_isNotDelayed() throws Exception {
    Semaphore stuck = new Semaphore(0);
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback(), 0), PLACES);
    server.createContext("/000000000000/stuck", _ -> stuck.release());
    server.createContext(
        "/000000000000/free",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (SqsApi sqs = new SqsApi(endpoint, "us-east-1")) {
      SqsService service = new SqsService(QueueListener.NONE);
      service.is(sqs);
      AwsService burst = service.at("/000000000000/stuck");
      for (int i = 0; i <= PLACES; i++) {
        var _ = called(burst);
      }
      assertThat(stuck.tryAcquire(PLACES, PATIENCE_SECONDS, SECONDS)).isTrue();

      AwsService other = service.at("/000000000000/free");

      assertThat(called(other).get(PATIENCE_SECONDS, SECONDS).status()).isEqualTo(200);
      assertThat(stuck.availablePermits()).isZero();
    } finally {
      server.stop(0);
    }
  }

  private static CompletableFuture<AwsService.Response> called(AwsService service) {
    CompletableFuture<AwsService.Response> response = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            response.complete(service.call(new AwsService.Request("id", "", "", "Action=x")));
          } catch (Exception e) {
            response.completeExceptionally(e);
          }
        });
    return response;
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }
}
