// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A function's response with Lambda proxy integration (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format">AWS</a>).
 *
 * @param body decoded if it was base64; empty if there was none
 * @param subprotocol the {@code Sec-WebSocket-Protocol} header, the only one that WebSocket APIs
 *     use
 */
record ProxyResponse(int statusCode, String body, @Nullable String subprotocol) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What RFC 6455 allows as a subprotocol; anything else would break the response. */
  private static final Pattern TOKEN = Pattern.compile("[\\w!#$%&'*+.^`|~-]+");

  private static final Pattern STATUS = Pattern.compile("[2-5]\\d\\d");

  /** Any other member makes a response malformed. */
  private static final Set<String> MEMBERS =
      Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

  boolean isSuccess() {
    return statusCode >= 200 && statusCode < 300;
  }

  /**
   * @throws IllegalArgumentException with a sentence about what makes it malformed
   */
  static ProxyResponse parse(byte[] payload) {
    JsonNode root = tree(payload);
    for (var member : root.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        throw new IllegalArgumentException(
            "API Gateway does not know its member %s.".formatted(member.getKey()));
      }
    }
    for (String headers : List.of("headers", "multiValueHeaders")) {
      require(root.path(headers), JsonNode::isObject, headers + " is no object.");
    }
    JsonNode encoded = root.path("isBase64Encoded");
    require(encoded, JsonNode::isBoolean, "isBase64Encoded is neither true nor false.");
    require(root.path("body"), JsonNode::isTextual, "its body is no string.");
    String text = root.path("body").asText("");
    String subprotocol = subprotocol(root);
    if (subprotocol != null && !TOKEN.matcher(subprotocol).matches()) {
      throw new IllegalArgumentException("its Sec-WebSocket-Protocol is no token.");
    }
    return new ProxyResponse(
        status(root.path("statusCode")), encoded.asBoolean() ? decoded(text) : text, subprotocol);
  }

  private static JsonNode tree(byte[] payload) {
    try {
      JsonNode root = MAPPER.readTree(payload);
      if (root.isObject()) {
        return root;
      }
    } catch (IOException notJson) {
      throw new IllegalArgumentException("it is not JSON.", notJson);
    }
    throw new IllegalArgumentException("it is no object.");
  }

  private static void require(JsonNode value, Predicate<JsonNode> test, String otherwise) {
    if (!value.isMissingNode() && !value.isNull() && !test.test(value)) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** Many functions write the status as a string, and API Gateway accepts it. */
  private static int status(JsonNode status) {
    if (status.isMissingNode() || status.isNull()) {
      throw new IllegalArgumentException("it has no statusCode.");
    }
    boolean number = status.isIntegralNumber() || status.isTextual();
    if (!number || !STATUS.matcher(status.asText()).matches()) {
      throw new IllegalArgumentException(
          "its statusCode is %s and must be from 200 to 599.".formatted(status));
    }
    return Integer.parseInt(status.asText());
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("its body is not Base64.", notBase64);
    }
  }

  private static @Nullable String subprotocol(JsonNode root) {
    for (String field : new String[] {"multiValueHeaders", "headers"}) {
      for (var header : root.path(field).properties()) {
        if (header.getKey().equalsIgnoreCase("Sec-WebSocket-Protocol")) {
          JsonNode value = header.getValue();
          return value.isArray() ? value.path(0).asText() : value.asText();
        }
      }
    }
    return null;
  }
}
