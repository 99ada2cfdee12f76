// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * The variable {@code $input} of a mapping template (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html">AWS</a>).
 * Public, because Velocity calls it.
 */
public final class Input {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final MappingSource source;

  Input(MappingSource source) {
    this.source = source;
  }

  /** The payload as text. */
  public String getBody() {
    return source.body();
  }

  /** The value at a JSONPath, as JSON; an empty text if there is none. */
  public String json(String path) {
    JsonNode found = at(path);
    return found.isMissingNode() ? "" : found.toString();
  }

  /** The value at a JSONPath, as an object that the template can walk through. */
  public Object path(String path) {
    JsonNode found = at(path);
    return found.isMissingNode() || found.isNull() ? "" : JSON.convertValue(found, Object.class);
  }

  /** Path, query and header parameters together, by kind. */
  public Map<String, Map<String, String>> params() {
    return Map.of("path", Map.of(), "querystring", source.query(), "header", source.headers());
  }

  /** The parameter of that name, or all of a kind; query before header, as documented. */
  public Object params(String name) {
    Map<String, String> kind = params().get(name);
    if (kind != null) {
      return kind;
    }
    String query = source.query().get(name);
    return query != null ? query : header(name);
  }

  private String header(String name) {
    return source.headers().entrySet().stream()
        .filter(one -> one.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** The value at a dotted path of the body, as text; empty if there is none or no JSON. */
  public static String textAt(MappingSource source, String path) {
    try {
      return JsonPath.parse(path).in(JSON.readTree(source.body())).asText("");
    } catch (IOException notJson) {
      return "";
    }
  }

  private JsonNode at(String path) {
    try {
      return JsonPath.parse(path).in(JSON.readTree(source.body()));
    } catch (IOException e) {
      throw new MappingException("The payload is not JSON, so $input cannot look into it.", e);
    }
  }
}
