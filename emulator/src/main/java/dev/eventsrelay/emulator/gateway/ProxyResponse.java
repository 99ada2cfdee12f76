// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
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

  boolean isSuccess() {
    return statusCode >= 200 && statusCode < 300;
  }

  /**
   * Empty if the payload is malformed: not an object, without a status, or with a body that is not
   * a string.
   */
  static Optional<ProxyResponse> parse(byte[] payload) {
    try {
      JsonNode root = MAPPER.readTree(payload);
      // Many functions write the status as a string, and API Gateway accepts it.
      int status = root.path("statusCode").asInt(0);
      JsonNode body = root.path("body");
      boolean bodyIsText = body.isTextual() || body.isNull() || body.isMissingNode();
      if (!root.isObject() || status < 200 || status > 599 || !bodyIsText) {
        return Optional.empty();
      }
      String text = body.isTextual() ? body.textValue() : "";
      if (root.path("isBase64Encoded").asBoolean()) {
        text = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      }
      String subprotocol = subprotocol(root);
      if (subprotocol != null && !TOKEN.matcher(subprotocol).matches()) {
        return Optional.empty();
      }
      return Optional.of(new ProxyResponse(status, text, subprotocol));
    } catch (IOException | IllegalArgumentException malformed) {
      return Optional.empty();
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
