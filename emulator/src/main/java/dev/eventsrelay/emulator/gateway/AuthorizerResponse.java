// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a Lambda authorizer answers (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">AWS</a>).
 *
 * @param context its principal and its context, every value as text
 */
record AuthorizerResponse(Policy policy, Map<String, String> context) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * @throws IllegalArgumentException with a sentence about what is wrong with it
   */
  static AuthorizerResponse parse(byte[] payload) {
    JsonNode root = tree(payload);
    JsonNode principal = root.path("principalId");
    if (!principal.isTextual()) {
      throw new IllegalArgumentException("its response has no principalId.");
    }
    Map<String, String> context = new LinkedHashMap<>();
    for (var entry : root.path("context").properties()) {
      JsonNode value = entry.getValue();
      if (!value.isValueNode() || value.isNull()) {
        throw new IllegalArgumentException(
            "context." + entry.getKey() + " of its response is not a text, number or boolean.");
      }
      context.put(entry.getKey(), value.asText());
    }
    context.put("principalId", principal.textValue());
    JsonNode usageIdentifierKey = root.path(ApiKeys.USAGE_IDENTIFIER_KEY);
    if (usageIdentifierKey.isTextual()) {
      context.put(ApiKeys.USAGE_IDENTIFIER_KEY, usageIdentifierKey.textValue());
    }
    return new AuthorizerResponse(Policy.parse(root.path("policyDocument")), context);
  }

  private static JsonNode tree(byte[] payload) {
    try {
      return MAPPER.readTree(payload);
    } catch (IOException e) {
      throw new IllegalArgumentException("its response is not JSON.", e);
    }
  }
}
