// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.gateway.RequestMapping.Passthrough;
import dev.eventsrelay.emulator.mapping.MappingTemplate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MockIntegrationTest {
  private static final String MOCKS =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html";
  private static final String RESPONSES =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html";
  private static final String TRANSFORMATIONS =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-transformations.html";

  private static final ResponseMapping ANY = responses("$default", "${request.body.kind}");

  @ParameterizedTest
  @CsvSource({"200, 101", "204, 101", "403, 403", "500, 500"})
  @RestsOn(value = Evidence.INFERRED, source = "the status of a function's response, and " + MOCKS)
  void connect_status_isThatOfTheRequestTemplate(int status, int expected) throws Exception {
    RouteTarget mock = mock("{\"statusCode\": %d}".formatted(status), ANY);
    try (Gateway gateway = Gateways.with(Map.of("$connect", route(mock, false))).start();
        RawClient client = RawClient.to(gateway)) {
      client.requestUpgrade("/prod");
      assertThat(client.readResponse().status()).isEqualTo(expected);
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = RESPONSES)
  void message_statuses_chooseTheIntegrationResponse() throws Exception {
    ResponseMapping responses =
        new ResponseMapping(
            List.of(
                choice("/2\\d\\d/", "$default", "$default=fine"),
                choice("/404/", "$default", "$default=missing"),
                choice("$default", "$default", "$default=other")));
    try (Gateway gateway = answering("{statusCode: $input.path('$.status')}", responses);
        RawClient client = RawClient.connected(gateway)) {
      assertThat(answer(client, "{\"status\": 201}")).isEqualTo("fine");
      assertThat(answer(client, "{\"status\": 404}")).isEqualTo("missing");
      assertThat(answer(client, "{\"status\": 500}")).isEqualTo("other");
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = TRANSFORMATIONS)
  void message_responseTemplate_isChosenByTheRequestAndTheStatus() throws Exception {
    ResponseMapping responses =
        responses(
            "$default",
            "${request.body.kind}-$integration.response.statuscode",
            "a-200=the a",
            "b-200=$context.routeKey of $context.connectionId",
            "$default=neither");
    try (Gateway gateway = answering("{\"statusCode\": 200}", responses);
        RawClient client = RawClient.connected(gateway)) {
      assertThat(answer(client, "{\"kind\": \"a\"}")).isEqualTo("the a");
      assertThat(answer(client, "{\"kind\": \"b\"}"))
          .isEqualTo("$default of " + gateway.openConnectionIds().iterator().next());
      assertThat(answer(client, "no JSON")).isEqualTo("neither");
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = RESPONSES)
  void message_noRouteResponse_sendsNothing() throws Exception {
    Route silent =
        route(mock("{\"statusCode\": 200}", responses("$default", "x", "$default=hidden")), false);
    Route next =
        route(mock("{\"statusCode\": 200}", responses("$default", "x", "$default=next")), true);
    try (Gateway gateway = Gateways.with(Map.of("$default", silent, "next", next)).start();
        RawClient client = RawClient.connected(gateway)) {
      client.sendText("x");
      assertThat(answer(client, "{\"action\": \"next\"}")).isEqualTo("next");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "200",
        "{\"statusCode\": \"soon\"}",
        "{\"statusCode\": 42}",
        "{\"statusCode\": 2000}"
      })
  @RestsOn(value = Evidence.INFERRED, source = "a configuration error of REST APIs, " + MOCKS)
  void message_requestWithoutStatus_isAnError(String template) throws Exception {
    assertIsAnError(template, ANY);
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = RESPONSES)
  void message_noIntegrationResponse_isAnError() throws Exception {
    assertIsAnError("{\"statusCode\": 200}", ResponseMapping.NONE);
  }

  private static void assertIsAnError(String template, ResponseMapping responses) throws Exception {
    try (Gateway gateway = answering(template, responses);
        RawClient client = RawClient.connected(gateway)) {
      assertThat(answer(client, "x")).startsWith("{\"message\": \"Internal server error\", ");
    }
  }

  private static String answer(RawClient client, String message) throws Exception {
    client.sendText(message);
    return client.readText();
  }

  private static Gateway answering(String template, ResponseMapping responses) {
    return Gateways.with(Map.of("$default", route(mock(template, responses), true))).start();
  }

  private static Route route(RouteTarget target, boolean routeResponse) {
    return new Route(target, routeResponse, false, Route.MAX_TIMEOUT);
  }

  private static RouteTarget mock(String template, ResponseMapping responses) {
    RequestMapping request =
        new RequestMapping(
            Map.of(),
            Map.of("$default", MappingTemplate.parse("request", template)),
            new TemplateSelection("\\$default", false),
            Passthrough.NEVER);
    return new RouteTarget.Service(request, responses, new MockService());
  }

  private static ResponseMapping responses(String key, String selection, String... templates) {
    return new ResponseMapping(List.of(choice(key, selection, templates)));
  }

  private static ResponseMapping.Choice choice(String key, String selection, String... templates) {
    Map<String, MappingTemplate> parsed =
        Arrays.stream(templates)
            .map(template -> template.split("=", 2))
            .collect(
                Collectors.toMap(
                    template -> template[0],
                    template -> MappingTemplate.parse("response", template[1])));
    return new ResponseMapping.Choice(key, parsed, new TemplateSelection(selection, true));
  }
}
