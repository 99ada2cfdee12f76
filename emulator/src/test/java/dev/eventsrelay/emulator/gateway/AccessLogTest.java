// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.InvocationResult.FunctionError;
import dev.eventsrelay.emulator.lambda.InvocationResult.Throttled;
import dev.eventsrelay.emulator.lambda.InvocationResult.TimedOut;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the stage's access log says of route calls, whatever the client hears. */
@RestsOn(
    value = Evidence.DOCUMENTED,
    source =
        "variables:"
            + " https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html;"
            + " the status of a failed integration is inferred from a refused $connect")
class AccessLogTest {
  private final BlockingQueue<RouteCall> calls = new LinkedBlockingQueue<>();

  private RouteCall next() throws InterruptedException {
    return requireNonNull(calls.poll(5, TimeUnit.SECONDS), "no call was logged within 5 s");
  }

  private Gateway started(String format, Object... routes) {
    return Gateways.with(routes).accessLog(calls::add, new AccessLogFormat(format)).start();
  }

  @Test
  void connectMessageAndDisconnect_areALineEachInTheStagesFormat() throws Exception {
    TestFunction function = TestFunction.succeeding();
    String format =
        "{\"route\":\"$context.routeKey\",\"type\":\"$context.eventType\",\"status\":$context.status,\"caller\":\"$context.identity.userArn\"}"
            + " $contexts";
    try (Gateway gateway =
        started(format, "$connect", function, "$default", function, "$disconnect", function)) {
      try (RawClient client = RawClient.connected(gateway)) {
        assertThat(next().line())
            .isEqualTo(
                "{\"route\":\"$connect\",\"type\":\"CONNECT\",\"status\":200,\"caller\":\"-\"}"
                    + " $contexts");
        client.sendText("hello");
        assertThat(next())
            .returns("MESSAGE", RouteCall::eventType)
            .returns("$default", RouteCall::routeKey)
            .returns(false, RouteCall::failed);
      }
      assertThat(next().eventType()).isEqualTo("DISCONNECT");
    }
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new FunctionError("E", "no luck"), 502, "E: no luck"),
        Arguments.of(new TimedOut(Duration.ofSeconds(3)), 502, "Task timed out after 3 s"),
        Arguments.of(new Throttled(), 500, "Lambda refused the invocation"),
        Arguments.of(
            TestFunction.response("{\"body\":\"x\"}"),
            502,
            "Malformed Lambda proxy response: it has no statusCode."));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failure_ofAFunction_isItsReason(InvocationResult result, int status, String reason)
      throws Exception {
    TestFunction function = TestFunction.ending(result);
    try (Gateway gateway = started("$context.error.message", "$default", function);
        RawClient client = RawClient.connected(gateway)) {
      client.sendText("hello");
      RouteCall call = next();
      assertThat(call.status()).isEqualTo(status);
      assertThat(call.line()).isEqualTo(reason);
      assertThat(call.summary()).contains("MESSAGE $default of ", status + " after ", reason);
    }
  }

  @Test
  void statusChosenByTheFunction_isLoggedAlthoughTheClientHearsNothing() throws Exception {
    TestFunction function = TestFunction.returning(Map.of("statusCode", 503));
    try (Gateway gateway = started("$context.status", "$default", function);
        RawClient client = RawClient.connected(gateway)) {
      client.sendText("hello");
      assertThat(next()).returns("503", RouteCall::line).returns(true, RouteCall::failed);
    }
  }

  @Test
  void disconnect_thatNobodyHandles_isLogged() throws Exception {
    TestFunction broken = TestFunction.ending(new FunctionError("E", "down"));
    try (Gateway gateway = started("$context.eventType", "$disconnect", broken)) {
      RawClient.connected(gateway).close();
      assertThat(next()).returns("DISCONNECT", RouteCall::line).returns(502, RouteCall::status);
    }
  }

  @Test
  void message_withoutARoute_isLoggedAs403() throws Exception {
    try (Gateway gateway = started("$context.status", "$connect", TestFunction.succeeding());
        RawClient client = RawClient.connected(gateway)) {
      assertThat(next().routeKey()).isEqualTo("$connect");
      client.sendText("hello");
      assertThat(next()).returns(403, RouteCall::status).returns("-", RouteCall::routeKey);
    }
  }
}
