// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import static dev.eventsrelay.onauthorize.FakeStore.NEXT;
import static dev.eventsrelay.onauthorize.FakeStore.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.function.Variables;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnAuthorizeHandlerTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ARN =
      "arn:aws:execute-api:us-east-1:123456789012:abcdef123/prod/$connect";

  private final Invocations invocations = new Invocations();
  private final FakeStore store = new FakeStore();

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "authorization", "AUTHORIZATION"})
  void client_withTheSecret_isAllowedThisHandshakeOnly(String header) throws Exception {
    JsonNode policy = invoke(Mode.ENFORCE, header, "Bearer " + SECRET);

    assertThat(policy.path("principalId").asText()).isEqualTo("secret");
    JsonNode statement = policy.path("policyDocument").path("Statement").path(0);
    assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
    assertThat(statement.path("Action").asText()).isEqualTo("execute-api:Invoke");
    assertThat(statement.path("Resource").asText()).isEqualTo(ARN);
    assertThat(invocations.text()).isEmpty();
  }

  @Test
  void client_withThePreviousSecret_isAllowedAndCounted() throws Exception {
    store.rotate(NEXT);

    assertThat(effect(invoke(Mode.ENFORCE, "Authorization", "bearer " + SECRET)))
        .isEqualTo("Allow");
    assertThat(invocations.count("ConnectsWithPreviousSecret")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer " + NEXT, "Bearer ", "Bearer", "Basic " + SECRET, SECRET})
  void client_withoutTheSecret_isDeniedLoggedAndCounted(String value) throws Exception {
    assertThat(effect(invoke(Mode.ENFORCE, "Authorization", value))).isEqualTo("Deny");
    assertThat(invocations.count("ConnectsRefused")).isEqualTo(1);
    JsonNode line = invocations.lines().getFirst();
    assertThat(line.path("message").asText()).isEqualTo("connect refused");
    assertThat(line.path("sourceIp").asText()).isEqualTo("203.0.113.7");
    assertThat(line.path("connectionId").asText()).isEqualTo("c=");
    assertThat(invocations.text()).doesNotContain(NEXT).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer " + NEXT, "Bearer", "Basic x"})
  void report_clientWithoutTheSecret_isAllowedLoggedAndCounted(String value) throws Exception {
    JsonNode policy = invoke(Mode.REPORT, "Authorization", value);

    assertThat(effect(policy)).isEqualTo("Allow");
    assertThat(policy.path("principalId").asText()).isEqualTo("would-be-refused");
    assertThat(invocations.count("ConnectsWouldBeRefused")).isEqualTo(1);
    assertThat(invocations.count("ConnectsRefused")).isZero();
    assertThat(invocations.lines().getFirst().path("message").asText())
        .isEqualTo("connect would be refused");
    assertThat(invocations.text()).doesNotContain(NEXT);
  }

  @Test
  void report_withoutAnyHeader_isAllowed() throws Exception {
    assertThat(effect(invoke(Mode.REPORT, "Host", "x"))).isEqualTo("Allow");
    assertThat(invocations.text()).contains("no bearer token");
  }

  @Test
  void store_failing_deniesUnlessItOnlyReports() throws Exception {
    store.fail(true);

    assertThat(effect(invoke(Mode.ENFORCE, "Authorization", "Bearer " + SECRET))).isEqualTo("Deny");
    assertThat(effect(invoke(Mode.REPORT, "Authorization", "Bearer " + SECRET))).isEqualTo("Allow");
    assertThat(invocations.text()).contains("secret not available");
  }

  @Test
  void anything_unexpected_deniesUnlessItOnlyReports() throws Exception {
    SecretStore broken =
        () -> {
          throw new IllegalStateException("broken");
        };

    assertThat(effect(invoke(Mode.ENFORCE, broken, event("Authorization", "Bearer " + SECRET))))
        .isEqualTo("Deny");
    assertThat(effect(invoke(Mode.REPORT, broken, event("Authorization", "Bearer " + SECRET))))
        .isEqualTo("Allow");
    assertThat(invocations.text()).contains("handshake not judged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"methodArn\": \"a\", \"headers\": null, \"requestContext\": null}",
        "{\"methodArn\": \"a\", \"headers\": {\"Authorization\": [\"Bearer x\"]}}",
        "{\"methodArn\": \"a\", \"headers\": {\"X\": {\"Authorization\": \"Bearer x\"}}}",
        "{\"methodArn\": \"a\", \"requestContext\": {\"identity\": {\"sourceIp\": null}}}",
        "{\"headers\": [], \"methodArn\": \"a\"}"
      })
  void event_withUnusualParts_isReadAsOneWithoutASecret(String event) throws Exception {
    assertThat(effect(invoke(Mode.ENFORCE, store, event))).isEqualTo("Deny");
    assertThat(invocations.text()).contains("no bearer token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "{\"requestContext\": {}}", "{\"methodArn\": \"a\""})
  void event_ofNoAuthorizer_isAnError(String event) {
    assertThatThrownBy(() -> invoke(Mode.REPORT, store, event)).isInstanceOf(IOException.class);
  }

  @Test
  void mode_missingOrUnknown_isASentence() {
    assertThatThrownBy(() -> Mode.from(new Variables(Map.of())))
        .hasMessageContaining(
            "CONNECT_AUTHORIZATION is not set: set it to report or shared-secret");
    assertThatThrownBy(() -> Mode.from(new Variables(Map.of("CONNECT_AUTHORIZATION", "iam"))))
        .hasMessageContaining("is 'iam': it must be report or shared-secret");
  }

  private JsonNode invoke(Mode mode, String header, String value) throws IOException {
    return invoke(mode, store, event(header, value));
  }

  private JsonNode invoke(Mode mode, SecretStore from, String event) throws IOException {
    OnAuthorizeHandler handler =
        new OnAuthorizeHandler(
            mode, new SharedSecret(new SecretCache(from, store.clock())), invocations.telemetry());
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        response,
        new TestContext());
    return MAPPER.readTree(response.toByteArray());
  }

  private static String effect(JsonNode policy) {
    return policy.path("policyDocument").path("Statement").path(0).path("Effect").asText();
  }

  private static String event(String header, String value) {
    return """
    {"type": "REQUEST", "methodArn": "%s", "headers": {"Host": "h", "%s": "%s", "Upgrade": "w"},
     "multiValueHeaders": {"Authorization": ["ignored"]}, "stageVariables": {},
     "requestContext": {"routeKey": "$connect", "identity": {"userAgent": "u",
     "sourceIp": "203.0.113.7"}, "connectionId": "c=", "apiId": "abcdef123"}}
    """
        .formatted(ARN, header, value);
  }
}
