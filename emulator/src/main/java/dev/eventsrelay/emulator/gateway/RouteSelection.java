// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Selects the route of a message. The value at the expression's path is compared with the route
 * keys; {@code $default} gets messages that match none or are not JSON (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">AWS</a>).
 */
final class RouteSelection {
  private static final Pattern EXPRESSION =
      Pattern.compile("\\$(?:request\\.body\\.([\\w.-]+)|\\{request\\.body\\.([\\w.-]+)})");

  private final ObjectMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private final List<String> path;
  private final Map<String, Route> routes;
  private final boolean onlyDefault;

  RouteSelection(WebSocketApi api) {
    path = path(api.routeSelectionExpression());
    routes = api.routes();
    onlyDefault = routes.keySet().stream().allMatch(key -> key.startsWith("$"));
  }

  /**
   * The key of the route that gets the message, or null if none does.
   *
   * @param text the message as UTF-8
   */
  @Nullable String select(byte[] text) {
    if (!onlyDefault) {
      String key = valueAtPath(text);
      // A client cannot invoke $connect or $disconnect by name.
      if (!key.startsWith("$") && routes.containsKey(key)) {
        return key;
      }
    }
    return routes.containsKey(WebSocketApi.DEFAULT) ? WebSocketApi.DEFAULT : null;
  }

  private String valueAtPath(byte[] text) {
    try {
      JsonNode node = mapper.readTree(text);
      for (String name : path) {
        node = node.path(name);
      }
      return node.asText("");
    } catch (JacksonException notJson) {
      return "";
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static List<String> path(String expression) {
    Matcher matcher = EXPRESSION.matcher(expression);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The route selection expression \""
              + expression
              + "\" is not supported: use $request.body. and a dotted path, such as"
              + " $request.body.action.");
    }
    String path = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return List.of(path.split("\\.", -1));
  }
}
