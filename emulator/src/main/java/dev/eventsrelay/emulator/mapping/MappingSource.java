// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.mapping;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a mapping template can read.
 *
 * @param body as text; empty if there is none
 * @param context the members of {@code $context}; nested maps for nested members
 * @param headers of the handshake; empty for messages
 * @param query of the handshake, decoded; empty for messages
 * @param stageVariables of the stage; may be empty
 */
public record MappingSource(
    String body,
    Map<String, Object> context,
    Map<String, String> headers,
    Map<String, String> query,
    Map<String, String> stageVariables) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  public MappingSource {
    context = new LinkedHashMap<>(context);
    headers = Map.copyOf(headers);
    query = Map.copyOf(query);
    stageVariables = Map.copyOf(stageVariables);
  }

  /**
   * The source that corresponds to a proxy event: its {@code requestContext} is {@code $context}.
   */
  public static MappingSource ofProxyEvent(byte[] event) {
    try {
      JsonNode root = JSON.readTree(event);
      return new MappingSource(
          root.path("body").asText(""),
          JSON.convertValue(root.path("requestContext"), MEMBERS),
          texts(root.path("headers")),
          texts(root.path("queryStringParameters")),
          texts(root.path("stageVariables")));
    } catch (IOException e) {
      throw new IllegalArgumentException("The event is not JSON.", e);
    }
  }

  /** A source for an answer: the same context, another body. */
  public MappingSource withBody(String other) {
    return new MappingSource(other, context, headers, query, stageVariables);
  }

  /**
   * The member of the context at a dotted path, such as {@code identity.sourceIp}, as text; empty
   * if there is none.
   */
  public Optional<String> contextAt(String path) {
    Object value = context;
    for (String name : path.split("\\.", -1)) {
      value = value instanceof Map<?, ?> members ? members.get(name) : null;
    }
    return Optional.ofNullable(value).map(Object::toString);
  }

  private static Map<String, String> texts(JsonNode node) {
    return node.isObject() ? JSON.convertValue(node, TEXTS) : Map.of();
  }
}
