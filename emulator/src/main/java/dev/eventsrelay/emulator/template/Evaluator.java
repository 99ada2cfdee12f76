// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * Evaluates a value of a template, with every intrinsic function at any depth. A value that
 * evaluates to {@code AWS::NoValue} is left out of its map or list.
 */
final class Evaluator {
  private final IntrinsicFunctions functions;

  Evaluator(Names names, ObjectNode mappings) {
    this.functions = new IntrinsicFunctions(this, names, mappings);
  }

  /**
   * @param where the value's place in the template, for messages
   * @return the value without intrinsics; a missing node for {@code AWS::NoValue}
   * @throws TemplateException if it needs something that is missing or not supported
   */
  JsonNode evaluate(JsonNode value, String where) {
    return switch (value) {
      case ObjectNode object when isIntrinsic(object) -> {
        Map.Entry<String, JsonNode> call = object.properties().iterator().next();
        yield functions.call(call.getKey(), call.getValue(), where);
      }
      case ObjectNode object -> map(object, where);
      case ArrayNode array -> list(array, where);
      default -> scalar(value, where);
    };
  }

  /** Like {@link #evaluate}, for a place that accepts only text. */
  String text(JsonNode value, String where) {
    JsonNode evaluated = evaluate(value, where);
    if (!evaluated.isValueNode() || evaluated.isNull()) {
      throw new TemplateException(where + " must be text.");
    }
    return Scalars.text(evaluated);
  }

  /**
   * Follows {@code Fn::If} to the branch taken and leaves that branch unevaluated, so that a map
   * behind a condition can still be read one property at a time.
   */
  JsonNode branch(JsonNode value, String where) {
    JsonNode branch = value;
    while (isIntrinsic(branch) && branch.has("Fn::If")) {
      branch = functions.branchOfIf(branch.get("Fn::If"), where);
    }
    return branch;
  }

  /** Whether a map is a call of an intrinsic function rather than data. */
  static boolean isIntrinsic(JsonNode value) {
    if (value.isObject() && value.size() == 1) {
      String key = value.fieldNames().next();
      return key.equals("Ref") || key.startsWith("Fn::");
    }
    return false;
  }

  private ObjectNode map(ObjectNode object, String where) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      JsonNode value = evaluate(entry.getValue(), where + "." + entry.getKey());
      if (!value.isMissingNode()) {
        result.set(entry.getKey(), value);
      }
    }
    return result;
  }

  private ArrayNode list(ArrayNode array, String where) {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < array.size(); i++) {
      JsonNode value = evaluate(array.get(i), where + "[" + i + "]");
      if (!value.isMissingNode()) {
        result.add(value);
      }
    }
    return result;
  }

  private static JsonNode scalar(JsonNode value, String where) {
    if (value.isTextual() && value.asText().contains("{{resolve:")) {
      throw new TemplateException(
          "%s: the emulator cannot resolve the dynamic reference %s."
              .formatted(where, value.asText()));
    }
    return value;
  }
}
