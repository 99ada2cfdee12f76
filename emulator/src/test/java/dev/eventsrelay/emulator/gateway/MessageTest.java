// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static final String CAPTURES =
      "https://gist.github.com/noid11/4aa8933d0b5cdbcc09d377c5d65d28c1";
  private static final String ROUTES =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html";
  private static final String FRAMES = "https://github.com/nearst/laconia/issues/41";
  private static final String LAMBDA_ERRORS =
      "https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html";
  private static final String ROUTE_RESPONSE =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html;"
          + " for a status of 500:"
          + " https://github.com/yai333/React-Chat-App-using-AWS-API-Gateway-Websocket-and-Serverless-Framework/issues/2";

  private @Nullable Gateway gateway;

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private RawClient connect(Gateway.Builder builder) throws Exception {
    Gateway started = builder.start();
    gateway = started;
    return RawClient.connected(started);
  }

  @Test
  @RestsOn(
      value = Evidence.UNVERIFIED,
      source = "documented for proxy integrations; no capture of a WebSocket API has one")
  void messageEvent_ofAStageWithVariables_hasThem() throws Exception {
    TestFunction function = TestFunction.succeeding();
    WebSocketApi api =
        new WebSocketApi(
            "a1b2c3d4e5",
            "prod",
            "$request.body.action",
            Map.of("$default", new Route(function, false)),
            ApiKeys.NONE,
            Map.of("colour", "red"));
    try (RawClient client = connect(Gateway.builder().api(api))) {
      client.sendText("hello");
      assertThat(function.nextEvent().path("stageVariables").path("colour").asText())
          .isEqualTo("red");
    }
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = CAPTURES)
  void messageEvent_hasExactlyTheObservedFields() throws Exception {
    TestFunction function = TestFunction.succeeding();
    try (RawClient client = connect(Gateways.with("$default", function))) {
      client.sendText("hello");
      JsonNode event = function.nextEvent();
      assertThat(names(event))
          .containsExactlyInAnyOrder("requestContext", "body", "isBase64Encoded");
      JsonNode context = event.path("requestContext");
      assertThat(names(context))
          .containsExactlyInAnyOrder(
              "routeKey",
              "messageId",
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
      assertThat(context.path("eventType").textValue()).isEqualTo("MESSAGE");
      assertThat(context.path("routeKey").textValue()).isEqualTo("$default");
      assertThat(context.path("messageId").textValue()).matches("[A-Za-z0-9_-]{15}=");
      assertThat(context.path("extendedRequestId")).isEqualTo(context.path("requestId"));
    }
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = CAPTURES)
  void messageEvents_ofOneConnection_shareItsIdAndDifferInTheirOwn() throws Exception {
    TestFunction function = TestFunction.succeeding();
    try (RawClient client = connect(Gateways.with("$connect", function, "$default", function))) {
      client.sendText("1");
      client.sendText("2");
      Set<String> connectionIds = new HashSet<>();
      Set<String> requestIds = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        JsonNode context = function.nextEvent().path("requestContext");
        connectionIds.add(context.path("connectionId").textValue());
        requestIds.add(context.path("requestId").textValue());
      }
      assertThat(connectionIds).hasSize(1);
      assertThat(requestIds).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " subscribe: x ",
        "{\"guid\":\"a\\u00e9\\\"\"}",
        "tab\tline\nreturn\rnul\u0000del\u007f",
        "é€😀\u2028\ufeff"
      })
  @RestsOn(value = Evidence.OBSERVED, source = CAPTURES)
  void messageBody_anyText_isTheSameText(String text) throws Exception {
    TestFunction function = TestFunction.succeeding();
    try (RawClient client = connect(Gateways.with("$default", function))) {
      client.sendText(text);
      assertThat(function.nextEvent().path("body").textValue()).isEqualTo(text);
    }
  }

  @Test
  @RestsOn(value = Evidence.INFERRED, source = "the message quota is above the frame quota")
  void message_inFragments_isOneEvent() throws Exception {
    TestFunction function = TestFunction.succeeding();
    try (RawClient client = connect(Gateways.with("$default", function))) {
      byte[] text = "aé€😀z".getBytes(StandardCharsets.UTF_8);
      client.sendFrame(RawClient.TEXT, false, new byte[] {text[0], text[1]});
      client.sendFrame(RawClient.PING, true, new byte[] {7});
      for (int i = 2; i < text.length; i++) {
        client.sendFrame(RawClient.CONTINUATION, i == text.length - 1, new byte[] {text[i]});
      }
      assertThat(function.nextEvent().path("body").textValue()).isEqualTo("aé€😀z");
      assertThat(client.readFrame().opcode()).isEqualTo(RawClient.PONG);
      assertThat(function.events()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\":\"join\"}",
        " {\"x\":{\"action\":\"$default\"},\"action\":\"join\",\"y\":[1]} ",
        "{\"action\":\"other\",\"action\":\"join\"}"
      })
  @RestsOn(value = Evidence.DOCUMENTED, source = ROUTES)
  void message_actionIsARouteKey_goesThere(String text) throws Exception {
    TestFunction join = TestFunction.succeeding();
    TestFunction other = TestFunction.succeeding();
    try (RawClient client = connect(Gateways.with("$default", other, "join", join))) {
      client.sendText(text);
      JsonNode event = join.nextEvent();
      assertThat(event.path("requestContext").path("routeKey").textValue()).isEqualTo("join");
      assertThat(event.path("body").textValue()).isEqualTo(text);
      assertThat(other.events()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "join",
        "{\"action\":\"JOIN\"}",
        "{\"action\":\"join\"",
        "{\"action\":\"join\"} x",
        "{\"action\":\"\"}",
        "{\"action\":null}",
        "{\"action\":[\"join\"]}",
        "{\"action\":\"$connect\"}",
        "[\"join\"]",
        "\"join\"",
        "{}",
        ""
      })
  @RestsOn(value = Evidence.DOCUMENTED, source = ROUTES)
  void message_nothingMatches_goesToDefault(String text) throws Exception {
    TestFunction function = TestFunction.succeeding();
    TestFunction join = TestFunction.succeeding();
    TestFunction connect = TestFunction.succeeding();
    try (RawClient client =
        connect(Gateways.with("$default", function, "join", join, "$connect", connect))) {
      client.sendText(text);
      assertThat(function.nextEvent().path("requestContext").path("routeKey").textValue())
          .isEqualTo("$default");
      assertThat(join.events()).isEmpty();
    }
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = FRAMES)
  void message_noRouteAndNoDefault_isForbiddenOnAnOpenConnection() throws Exception {
    TestFunction join = TestFunction.succeeding();
    try (RawClient client = connect(Gateways.with("join", join))) {
      client.sendText("x");
      assertThat(client.readText())
          .matches(
              "\\{\"message\": \"Forbidden\", \"connectionId\":\"[\\w-]{15}=\","
                  + " \"requestId\":\"[\\w-]{15}=\"}");
      client.sendText("{\"action\":\"join\"}");
      join.nextEvent();
    }
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = FRAMES)
  void message_functionFails_isInternalServerErrorWithTheEventsIds() throws Exception {
    TestFunction function =
        TestFunction.ending(new InvocationResult.FunctionError("Error", "broken"));
    try (RawClient client = connect(Gateways.with("$default", function))) {
      client.sendText("x");
      JsonNode context = function.nextEvent().path("requestContext");
      assertThat(client.readText())
          .isEqualTo(
              "{\"message\": \"Internal server error\", \"connectionId\":\""
                  + context.path("connectionId").textValue()
                  + "\", \"requestId\":\""
                  + context.path("requestId").textValue()
                  + "\"}");
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = LAMBDA_ERRORS)
  void message_functionThrottledOrTimedOut_isInternalServerError() throws Exception {
    TestFunction throttled = TestFunction.ending(new InvocationResult.Throttled());
    TestFunction timedOut =
        TestFunction.ending(new InvocationResult.TimedOut(Duration.ofSeconds(3)));
    try (RawClient client = connect(Gateways.with("$default", throttled, "slow", timedOut))) {
      client.sendText("x");
      assertThat(client.readText()).startsWith("{\"message\": \"Internal server error\", ");
      client.sendText("{\"action\":\"slow\"}");
      assertThat(client.readText()).startsWith("{\"message\": \"Internal server error\", ");
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = LAMBDA_ERRORS)
  void message_malformedProxyResponse_isInternalServerError() throws Exception {
    TestFunction function = TestFunction.returningText("{\"body\":null,\"hello\":\"world\"}");
    try (RawClient client = connect(Gateways.with("$default", function))) {
      client.sendText("x");
      assertThat(client.readText()).startsWith("{\"message\": \"Internal server error\", ");
    }
  }

  @Test
  @RestsOn(value = Evidence.INFERRED, source = "a function that throws is a function error")
  void message_functionThrowsToTheGateway_isInternalServerError() throws Exception {
    LambdaFunction function =
        _ -> {
          throw new IllegalStateException("broken");
        };
    try (RawClient client = connect(Gateways.with("$default", function))) {
      client.sendText("x");
      assertThat(client.readText()).startsWith("{\"message\": \"Internal server error\", ");
    }
  }

  @Test
  @RestsOn(value = Evidence.OBSERVED, source = "the frame after 29 s; the code runs on")
  void message_integrationTimeout_hasItsFrameAndTheCodeRunsOn() throws Exception {
    CompletableFuture<InvocationResult> answer = new CompletableFuture<>();
    GatewaySettings settings =
        GatewaySettings.builder().integrationTimeout(Duration.ofMillis(50)).build();
    TestFunction slow = TestFunction.endingWith(answer);
    try (RawClient client =
        connect(
            Gateways.with(
                    Map.of(
                        "$default", new Route(slow, true),
                        "echo", new Route(TestFunction.returning(ok("next")), true)))
                .settings(settings))) {
      client.sendText("x");
      assertThat(client.readText()).startsWith("{\"message\": \"Endpoint request timed out\", ");
      assertThat(answer).isNotDone();
      answer.complete(TestFunction.response("{\"statusCode\":200,\"body\":\"late\"}"));
      client.sendText("{\"action\":\"echo\"}");
      assertThat(client.readText()).as("the late answer is dropped").isEqualTo("next");
    }
  }

  @Test
  @RestsOn(
      value = Evidence.DOCUMENTED,
      source =
          "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html")
  void message_timeoutOfItsIntegration_appliesToThatRouteOnly() throws Exception {
    CompletableFuture<InvocationResult> answer = new CompletableFuture<>();
    RouteTarget slow = new RouteTarget.Proxy(TestFunction.endingWith(answer));
    try (RawClient client =
        connect(
            Gateways.with(
                Map.of(
                    "$default", new Route(slow, true, false, Route.MAX_TIMEOUT),
                    "brief", new Route(slow, true, false, Duration.ofMillis(50)))))) {
      client.sendText("waits");
      client.sendText("{\"action\":\"brief\"}");
      assertThat(client.readText()).startsWith("{\"message\": \"Endpoint request timed out\", ");
      answer.complete(TestFunction.response("{\"statusCode\":200,\"body\":\"in time\"}"));
      assertThat(client.readText()).isEqualTo("in time");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 500})
  @RestsOn(value = Evidence.OBSERVED, source = "proxied failures on message routes send nothing")
  void message_noRouteResponse_sendsNothingWhateverTheStatus(int status) throws Exception {
    Map<String, Object> response = Map.of("statusCode", status, "body", "hidden");
    try (RawClient client =
        connect(
            Gateways.with(
                Map.of(
                    "$default", new Route(TestFunction.returning(response), false),
                    "echo", new Route(TestFunction.returning(ok("next")), true))))) {
      client.sendText("x");
      client.sendText("{\"action\":\"echo\"}");
      assertThat(client.readText()).isEqualTo("next");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 500})
  @RestsOn(value = Evidence.OBSERVED, source = ROUTE_RESPONSE)
  void message_routeResponse_sendsTheBody(int status) throws Exception {
    Map<String, Object> response = Map.of("statusCode", status, "body", "visible é");
    try (RawClient client =
        connect(
            Gateways.with(Map.of("$default", new Route(TestFunction.returning(response), true))))) {
      client.sendText("x");
      assertThat(client.readText()).isEqualTo("visible é");
    }
  }

  @Test
  @RestsOn(value = Evidence.INFERRED, source = "each message is an invocation of its own")
  void messages_ofOneConnection_areInFlightTogetherAndAnsweredInAnyOrder() throws Exception {
    Queue<CompletableFuture<InvocationResult>> answers = new ConcurrentLinkedQueue<>();
    LambdaFunction function =
        _ -> {
          CompletableFuture<InvocationResult> answer = new CompletableFuture<>();
          answers.add(answer);
          return answer;
        };
    try (RawClient client = connect(Gateways.with(Map.of("$default", new Route(function, true))))) {
      client.sendText("1");
      client.sendText("2");
      await().until(() -> answers.size() == 2);
      List<CompletableFuture<InvocationResult>> both = new ArrayList<>(answers);
      both.get(1).complete(TestFunction.response("{\"statusCode\":200,\"body\":\"second\"}"));
      assertThat(client.readText()).isEqualTo("second");
      both.get(0).complete(TestFunction.response("{\"statusCode\":200,\"body\":\"first\"}"));
      assertThat(client.readText()).isEqualTo("first");
    }
  }

  @Test
  @RestsOn(value = Evidence.UNVERIFIED, source = "that pings are answered is RFC 6455's rule")
  void ping_isAnsweredAndNeitherItNorPongReachesTheFunction() throws Exception {
    TestFunction function = TestFunction.succeeding();
    try (RawClient client = connect(Gateways.with("$default", function))) {
      client.sendFrame(RawClient.PONG, true, new byte[] {1});
      client.sendFrame(RawClient.PING, true, "are you there".getBytes(StandardCharsets.UTF_8));
      RawClient.Frame pong = client.readFrame();
      assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
      assertThat(pong.text()).isEqualTo("are you there");
      client.sendText("x");
      assertThat(function.nextEvent().path("body").textValue()).isEqualTo("x");
      assertThat(function.events()).hasSize(1);
    }
  }

  @Test
  @RestsOn(value = Evidence.UNVERIFIED, source = "the quota is documented, the frame is not")
  void messages_moreThanTheRate_areRefusedWithAFrame() throws Exception {
    TestFunction function = TestFunction.succeeding();
    GatewaySettings settings = GatewaySettings.builder().requestsPerSecond(1).build();
    MovableClock clock = new MovableClock();
    try (RawClient client =
        connect(Gateways.with("$default", function).settings(settings).clock(clock))) {
      client.sendText("1");
      client.sendText("2");
      assertThat(client.readText()).startsWith("{\"message\": \"Too Many Requests\", ");
      clock.advance(Duration.ofSeconds(1));
      client.sendText("3");
      assertThat(function.nextEvent().path("body").textValue()).isEqualTo("1");
      assertThat(function.nextEvent().path("body").textValue()).isEqualTo("3");
    }
  }

  private static Map<String, Object> ok(String body) {
    return Map.of("statusCode", 200, "body", body);
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
