// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The template's parameters with the values of this run.
 *
 * <p>Every given or default value is checked at once, as by CloudFormation. A parameter without a
 * value is an error only if something needs it.
 *
 * <p>A value given for an {@code AWS::SSM::Parameter::Value<...>} parameter is taken as the stored
 * value itself, because there is no Parameter Store here.
 */
final class Parameters {
  private static final String SSM_VALUE = "AWS::SSM::Parameter::Value<";

  private final ObjectNode declared;
  private final Map<String, JsonNode> values;

  Parameters(ObjectNode declared, Map<String, String> given) {
    this.declared = declared;
    refuseUnknown(given.keySet());
    this.values = new HashMap<>();
    for (Map.Entry<String, JsonNode> parameter : declared.properties()) {
      String name = parameter.getKey();
      String type = parameter.getValue().path("Type").asText("String");
      JsonNode fallback = parameter.getValue().path("Default");
      if (given.containsKey(name)) {
        values.put(name, check(name, parameter.getValue(), given.get(name)));
      } else if (!fallback.isMissingNode() && !type.startsWith(SSM_VALUE)) {
        values.put(name, check(name, parameter.getValue(), Scalars.text(fallback)));
      }
    }
  }

  boolean isDeclared(String name) {
    return declared.has(name);
  }

  /**
   * The value in this run.
   *
   * @param where what needs the value, for the message
   * @return text, or an array of texts for a list type
   */
  JsonNode value(String name, String where) {
    JsonNode value = values.get(name);
    if (value == null) {
      throw new TemplateException(
          "The parameter %s has no value, and %s needs it: give it with --parameter %s=VALUE."
              .formatted(name, where, name));
    }
    return value;
  }

  private void refuseUnknown(Set<String> names) {
    for (String name : names) {
      if (!declared.has(name)) {
        throw new TemplateException(
            "The template has no parameter %s; it has %s."
                .formatted(
                    name,
                    declared.isEmpty()
                        ? "none"
                        : String.join(", ", (Iterable<String>) declared::fieldNames)));
      }
    }
  }

  private static JsonNode check(String name, JsonNode declaration, String value) {
    String type = declaration.path("Type").asText("String");
    ParameterConstraints constraints = new ParameterConstraints(name, declaration);
    if (isList(type)) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      items(value).forEach(constraints::check);
      items(value).forEach(list::add);
      return list;
    }
    constraints.check(value);
    return JsonNodeFactory.instance.textNode(value);
  }

  private static boolean isList(String type) {
    String inner =
        type.startsWith(SSM_VALUE) ? type.substring(SSM_VALUE.length(), type.length() - 1) : type;
    return inner.equals("CommaDelimitedList") || inner.startsWith("List<");
  }

  private static List<String> items(String value) {
    return value.isEmpty()
        ? List.of()
        : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
  }
}
