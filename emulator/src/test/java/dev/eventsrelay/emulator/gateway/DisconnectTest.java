// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.faults.ConnectionFaults;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DisconnectTest {
  private static final String ROUTE =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html";
  private static final String DELETE = "https://github.com/aws/chalice/issues/2060";
  private static final String QUOTAS =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html";

  private final MovableClock clock = new MovableClock();
  private final TestFunction messages = TestFunction.succeeding();
  private final TestFunction disconnects =
      TestFunction.ending(new InvocationResult.FunctionError("Error", "nobody hears this"));
  private final Gateway gateway =
      Gateways.with("$disconnect", disconnects, "$default", messages)
          .settings(GatewaySettings.builder().closeTimeout(Duration.ofMillis(200)).build())
          .clock(clock)
          .start();
  private final ManagementClient management = new ManagementClient(gateway);

  @AfterEach
  void stop() {
    management.close();
    gateway.close();
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = ROUTE)
  void disconnectEvent_hasExactlyTheDocumentedFields() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      client.sendClose(1001, "");
      JsonNode event = disconnects.nextEvent();
      ObjectMapper mapper = new ObjectMapper();
      String host = "127.0.0.1:" + gateway.port();
      assertThat(event.path("headers"))
          .isEqualTo(
              mapper.readTree(
                  "{\"Host\":\""
                      + host
                      + "\",\"x-api-key\":\"\",\"X-Forwarded-For\":\"\","
                      + "\"x-restapi\":\"\"}"));
      assertThat(event.path("multiValueHeaders"))
          .isEqualTo(
              mapper.readTree(
                  "{\"Host\":[\""
                      + host
                      + "\"],\"x-api-key\":[\"\"],\"X-Forwarded-For\":[\"\"],"
                      + "\"x-restapi\":[\"\"]}"));
      assertThat(names(event))
          .containsExactlyInAnyOrder(
              "headers", "multiValueHeaders", "requestContext", "isBase64Encoded");
      assertThat(names(event.path("requestContext")))
          .containsExactlyInAnyOrder(
              "routeKey",
              "disconnectStatusCode",
              "disconnectReason",
              "eventType",
              "extendedRequestId",
              "requestTime",
              "messageDirection",
              "stage",
              "connectedAt",
              "requestTimeEpoch",
              "identity",
              "requestId",
              "domainName",
              "connectionId",
              "apiId");
      assertThat(event.path("requestContext").path("eventType").textValue())
          .isEqualTo("DISCONNECT");
      assertThat(event.path("requestContext").path("routeKey").textValue())
          .isEqualTo("$disconnect");
    }
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = "browsers leave with 1001 and no reason")
  void clientClose_withStatusAndReason_isReportedAndAnswered() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      client.sendClose(4001, "bored é");
      assertThat(client.readCloseStatus()).isEqualTo(4001);
      assertThat(client.isAtEnd()).isTrue();
      assertNextDisconnect(4001, "bored é");
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = ROUTE)
  void clientClose_withoutStatus_is1005() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      client.sendFrame(RawClient.CLOSE, true, new byte[0]);
      assertThat(client.readCloseStatus()).isEqualTo(1005);
      assertNextDisconnect(1005, "Client-side close frame status not set");
    }
  }

  @Test
  @RestsOn(value = Evidence.UNVERIFIED, source = "1006 is RFC 6455's code for it")
  void clientGone_withoutCloseFrame_is1006() throws Exception {
    RawClient.connected(gateway).close();
    assertNextDisconnect(1006, "");
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = DELETE)
  void delete_closesWith1000AndReportsIt() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      String id = onlyConnection();
      assertThat(management.delete(id).statusCode()).isEqualTo(204);
      assertThat(client.readCloseStatus()).isEqualTo(1000);
      assertThat(management.post(id, "x").statusCode()).isEqualTo(410);
      client.sendClose(1000, "");
      assertThat(client.isAtEnd()).isTrue();
      assertNextDisconnect(1000, "Connection Closed Normally");
    }
  }

  @Test
  @RestsOn(
      value = Evidence.DOCUMENTED,
      source = "https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1")
  void delete_functionFailsAfterwards_nothingFollowsTheCloseFrame() throws Exception {
    CompletableFuture<InvocationResult> answer = new CompletableFuture<>();
    TestFunction slow = TestFunction.endingWith(answer);
    try (Gateway other = Gateways.with("$default", slow).start();
        ManagementClient otherManagement = new ManagementClient(other);
        RawClient client = RawClient.connected(other)) {
      client.sendText("x");
      slow.nextEvent();
      otherManagement.delete(other.openConnectionIds().iterator().next());
      assertThat(other.openConnections()).isZero();
      assertThat(client.readCloseStatus()).isEqualTo(1000);
      answer.complete(new InvocationResult.FunctionError("Error", "too late"));
      client.sendClose(1000, "");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  @RestsOn(value = Evidence.INFERRED, source = "a client that is gone cannot keep a connection")
  void delete_clientDoesNotAnswer_endsAllTheSame() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      management.delete(onlyConnection());
      assertThat(client.readCloseStatus()).isEqualTo(1000);
      assertThat(client.isAtEnd()).isTrue();
      assertNextDisconnect(1000, "Connection Closed Normally");
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = QUOTAS)
  void connection_idleFor10Minutes_isClosed() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      clock.advance(Duration.ofMinutes(10));
      assertThat(client.readCloseStatus()).as("the code is unverified").isEqualTo(1001);
      assertNextDisconnect(1001, "Going away");
    }
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = "https://hotsock.io/docs/connections/keep-alive")
  void connection_messagePostOrPing_isNotIdle() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      String id = onlyConnection();
      clock.advance(Duration.ofMinutes(9));
      client.sendText("x");
      messages.nextEvent();
      clock.advance(Duration.ofMinutes(9));
      assertThat(management.post(id, "posted").statusCode()).isEqualTo(200);
      assertThat(client.readText()).isEqualTo("posted");
      clock.advance(Duration.ofMinutes(9));
      client.sendFrame(RawClient.PING, true, new byte[0]);
      assertThat(client.readFrame().opcode()).isEqualTo(RawClient.PONG);
      clock.advance(Duration.ofMinutes(9));
      client.sendText("y");
      messages.nextEvent();
      clock.advance(Duration.ofMinutes(10));
      assertThat(client.readCloseStatus()).isEqualTo(1001);
    }
  }

  @Test
  @RestsOn(value = Evidence.UNVERIFIED, source = "both ways are offered, because AWS says neither")
  void connection_onlyPingsAndThatDoesNotCount_isIdle() throws Exception {
    GatewaySettings settings = GatewaySettings.builder().controlFramesResetIdle(false).build();
    try (Gateway strict = Gateways.with().settings(settings).clock(clock).start();
        RawClient client = RawClient.connected(strict)) {
      clock.advance(Duration.ofMinutes(9));
      client.sendFrame(RawClient.PING, true, new byte[0]);
      assertThat(client.readFrame().opcode()).isEqualTo(RawClient.PONG);
      clock.advance(Duration.ofMinutes(1));
      assertThat(client.readCloseStatus()).isEqualTo(1001);
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = QUOTAS)
  void connection_2HoursOld_isClosedThoughActive() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      for (int minutes = 9; minutes < 120; minutes += 9) {
        clock.advance(Duration.ofMinutes(9));
        client.sendText("x");
        messages.nextEvent();
      }
      clock.advance(Duration.ofMinutes(3));
      assertThat(client.readCloseStatus()).as("the code is unverified").isEqualTo(1001);
      assertNextDisconnect(1001, "Going away");
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = ROUTE)
  void disconnectEvent_bothSidesClose_comesOnce() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      String id = onlyConnection();
      management.delete(id);
      management.delete(id);
      client.sendClose(1001, "");
      client.readCloseStatus();
      assertNextDisconnect(1000, "Connection Closed Normally");
    }
    await().until(() -> gateway.openConnections() == 0);
    gateway.close();
    assertThat(disconnects.events()).hasSize(1);
  }

  @Test
  @RestsOn(value = Evidence.OURS)
  void cut_openConnection_endsWithoutCloseFrame() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      assertThat(new ConnectionFaults(gateway).cut(onlyConnection())).isTrue();
      assertThat(client).satisfies(DisconnectTest::endsAbruptly);
      assertNextDisconnect(1006, "");
    }
  }

  @Test
  @RestsOn(value = Evidence.OURS)
  void cutAndStall_unknownConnection_sayFalse() {
    assertThat(new ConnectionFaults(gateway).cut("AAAAAAAAAAAAAAA=")).isFalse();
    assertThat(new ConnectionFaults(gateway).stall("AAAAAAAAAAAAAAA=")).isFalse();
  }

  private static void endsAbruptly(RawClient client) {
    try {
      assertThat(client.isAtEnd()).isTrue();
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  private String onlyConnection() {
    return gateway.openConnectionIds().iterator().next();
  }

  private void assertNextDisconnect(int status, String reason) throws Exception {
    JsonNode context = disconnects.nextEvent().path("requestContext");
    assertThat(context.path("disconnectStatusCode").isNumber()).isTrue();
    assertThat(context.path("disconnectStatusCode").intValue()).isEqualTo(status);
    assertThat(context.path("disconnectReason").textValue()).isEqualTo(reason);
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
