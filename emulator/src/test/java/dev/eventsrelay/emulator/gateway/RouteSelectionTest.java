// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RestsOn(
    value = Evidence.DOCUMENTED,
    source =
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html")
class RouteSelectionTest {
  @ParameterizedTest
  @ValueSource(strings = {"$request.body.message.kind", "${request.body.message.kind}"})
  void select_nestedPath_readsThatField(String expression) {
    assertThat(select(expression, "{\"kind\":\"b\",\"message\":{\"kind\":\"a\"}}")).isEqualTo("a");
  }

  @Test
  void select_missingStepOfThePath_matchesNothing() {
    assertThat(select("$request.body.message.kind", "{\"message\":\"a\"}")).isNull();
  }

  @Test
  @RestsOn(value = Evidence.UNVERIFIED, source = "numbers as selection values")
  void select_number_isComparedAsText() {
    assertThat(select("$request.body.kind", "{\"kind\":7}")).isEqualTo("7");
  }

  private static @Nullable String select(String expression, String text) {
    Route route = new Route(TestFunction.succeeding(), false);
    WebSocketApi api =
        new WebSocketApi("id", "prod", expression, Map.of("a", route, "b", route, "7", route));
    return new RouteSelection(api).select(text.getBytes(StandardCharsets.UTF_8));
  }
}
