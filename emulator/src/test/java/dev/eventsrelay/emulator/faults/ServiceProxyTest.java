// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.faults.Fault.DelayDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.FailDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.FailSqs;
import dev.eventsrelay.emulator.faults.Fault.ThrottleDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.ThrottleSqs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In front of a server that repeats what it is told. */
class ServiceProxyTest {
  private static final String ERRORS =
      "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html";
  private static final String SQS_ERRORS =
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html";
  private static final Optional<String> ALL = Optional.empty();

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<CallListener.Call> heard = new CopyOnWriteArrayList<>();
  private final StandingFaults faults = new StandingFaults(new SplittableRandom(1));
  private final HttpServer server;
  private final ServiceProxy proxy;
  private final HttpClient http = HttpClient.newHttpClient();

  ServiceProxyTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var headers = exchange.getRequestHeaders();
            calls.add(headers.getFirst("X-Amz-Target") + " " + headers.getFirst("Host"));
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    proxy = ServiceProxy.start(target(), new ProxiedDynamoDb(faults), heard::add);
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    proxy.close();
    server.stop(0);
  }

  @Test
  @RestsOn(Evidence.OURS)
  void call_withoutFaults_passesUnchanged() throws Exception {
    String large = "x".repeat(1_000_000);
    assertThat(call("Query", "{}").body()).isEqualTo("{}");
    assertThat(call("BatchWriteItem", large).body()).isEqualTo(large);
    String host = proxy.endpoint().getAuthority();
    assertThat(calls)
        .containsExactly(
            "DynamoDB_20120810.Query " + host, "DynamoDB_20120810.BatchWriteItem " + host);
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = ERRORS)
  void call_throttled_isThatErrorAndNotCarriedOut() throws Exception {
    faults.add(new ThrottleDynamoDb(1, Optional.of("Query")));
    HttpResponse<String> response = call("Query", "{}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("#ProvisionedThroughputExceededException\"");
    assertThat(call("PutItem", "{}").statusCode()).isEqualTo(200);
    assertThat(calls).hasSize(1);
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = ERRORS)
  void call_failed_isThatErrorAndNotCarriedOut() throws Exception {
    faults.add(new FailDynamoDb(503, false, 1, ALL));
    HttpResponse<String> response = call("Query", "{}");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).contains("#InternalServerError\"");
    assertThat(calls).isEmpty();
  }

  @Test
  @RestsOn(Evidence.OURS)
  void call_failedThoughCarriedOut_reachesDynamoDb() throws Exception {
    FailDynamoDb fault = new FailDynamoDb(500, true, 1, ALL);
    faults.add(fault);
    assertThat(call("UpdateItem", "x".repeat(100_000)).statusCode()).isEqualTo(500);
    faults.end(fault);
    assertThat(call("UpdateItem", "{}").body()).isEqualTo("{}");
    assertThat(calls).hasSize(2);
  }

  @Test
  @RestsOn(Evidence.OURS)
  void call_delayed_comesLater() throws Exception {
    Duration delay = Duration.ofMillis(200);
    faults.add(new DelayDynamoDb(delay, 1, ALL));
    long began = System.nanoTime();
    assertThat(call("Query", "{}").body()).isEqualTo("{}");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(delay);
  }

  @Test
  @RestsOn(Evidence.OURS)
  void call_answered_isHeardOfWithItsBodies() throws Exception {
    call("Query", "{\"a\":1}");
    faults.add(new ThrottleDynamoDb(1, ALL));
    call("UpdateItem", "x".repeat(100_000));
    assertThat(heard)
        .extracting(CallListener.Call::operation)
        .containsExactly("Query", "UpdateItem");
    assertThat(heard).extracting(CallListener.Call::status).containsExactly(200, 400);
    CallListener.Call first = heard.getFirst();
    assertThat(new String(first.request(), UTF_8)).isEqualTo("{\"a\":1}");
    assertThat(new String(first.response(), UTF_8)).isEqualTo("{\"a\":1}");
    assertThat(heard.getLast().request()).hasSize(CallListener.MAX_BODY_BYTES);
    assertThat(new String(heard.getLast().response(), UTF_8)).contains("ThroughputExceeded");
  }

  @Test
  @RestsOn(Evidence.OURS)
  void call_dynamoDbIsDown_isABrokenConnection() {
    server.stop(0);
    assertThatThrownBy(() -> call("Query", "{}")).isInstanceOf(IOException.class);
  }

  @Test
  @RestsOn(Evidence.OURS)
  void start_https_isRefused() {
    URI aws = URI.create("https://dynamodb.us-east-1.amazonaws.com");
    assertThatThrownBy(
            () -> ServiceProxy.start(aws, new ProxiedDynamoDb(faults), CallListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("need an endpoint with http, which " + aws);
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = SQS_ERRORS)
  void sqs_throttledInTheFormProtocol_isThatErrorInXml() throws Exception {
    faults.add(new ThrottleSqs(1, Optional.of("SendMessage")));
    try (ServiceProxy sqs =
        ServiceProxy.start(target(), new ProxiedSqs(faults), CallListener.NONE)) {
      HttpResponse<String> refused = form(sqs, "Action=SendMessage&MessageBody=a");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("<Code>RequestThrottled</Code>");
      assertThat(form(sqs, "Action=ReceiveMessage").statusCode()).isEqualTo(200);
    }
    assertThat(calls).hasSize(1);
  }

  @Test
  @RestsOn(Evidence.OURS)
  void sqs_failedThoughCarriedOut_reachesSqs() throws Exception {
    faults.add(new FailSqs(503, true, 1, Optional.of("SendMessage")));
    try (ServiceProxy sqs =
        ServiceProxy.start(target(), new ProxiedSqs(faults), CallListener.NONE)) {
      HttpResponse<String> lost = form(sqs, "Action=SendMessage&MessageBody=a");
      assertThat(lost.statusCode()).isEqualTo(503);
      assertThat(lost.body()).contains("<Code>InternalError</Code>");
    }
    assertThat(calls).hasSize(1);
  }

  private URI target() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private HttpResponse<String> form(ServiceProxy sqs, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(sqs.endpoint().resolve("/000000000000/queue"))
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(5))
            .POST(BodyPublishers.ofString(body, UTF_8))
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  private HttpResponse<String> call(String operation, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(proxy.endpoint())
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(Duration.ofSeconds(5))
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .POST(BodyPublishers.ofString(body, UTF_8))
            .build(),
        BodyHandlers.ofString(UTF_8));
  }
}
