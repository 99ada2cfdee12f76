// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;

/** The template's conditions, each evaluated once and only when asked for. Not thread-safe. */
final class Conditions {
  private final ObjectNode declared;
  private final Evaluator evaluator;
  private final Map<String, Boolean> known = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();

  Conditions(ObjectNode declared, Evaluator evaluator) {
    this.declared = declared;
    this.evaluator = evaluator;
  }

  boolean holds(String name, String where) {
    Boolean value = known.get(name);
    if (value != null) {
      return value;
    }
    if (!declared.has(name)) {
      throw new TemplateException(
          "%s names the condition %s, which the template does not have.".formatted(where, name));
    }
    if (!underWay.add(name)) {
      throw new TemplateException("The condition %s depends on itself.".formatted(name));
    }
    boolean holds = evaluate(declared.path(name), "Conditions." + name);
    underWay.remove(name);
    known.put(name, holds);
    return holds;
  }

  private boolean evaluate(JsonNode expression, String where) {
    if (!(expression instanceof ObjectNode object) || object.size() != 1) {
      throw new TemplateException(where + " must be one of Fn::And, Fn::Or, Fn::Not, Fn::Equals.");
    }
    Map.Entry<String, JsonNode> only = object.properties().iterator().next();
    JsonNode arguments = only.getValue();
    return switch (only.getKey()) {
      case "Condition" -> holds(arguments.asText(), where);
      case "Fn::Not" -> !evaluate(operands(arguments, 1, 1, where).get(0), where);
      case "Fn::And" -> fold(operands(arguments, 2, 10, where), where, Boolean::logicalAnd);
      case "Fn::Or" -> fold(operands(arguments, 2, 10, where), where, Boolean::logicalOr);
      case "Fn::Equals" -> {
        JsonNode operands = operands(arguments, 2, 2, where);
        yield equal(
            evaluator.evaluate(operands.get(0), where), evaluator.evaluate(operands.get(1), where));
      }
      default ->
          throw new TemplateException(
              "%s: %s is not a condition function.".formatted(where, only.getKey()));
    };
  }

  private boolean fold(JsonNode operands, String where, BinaryOperator<Boolean> operator) {
    boolean result = evaluate(operands.get(0), where);
    for (int i = 1; i < operands.size(); i++) {
      result = operator.apply(result, evaluate(operands.get(i), where));
    }
    return result;
  }

  private static JsonNode operands(JsonNode arguments, int min, int max, String where) {
    if (!arguments.isArray() || arguments.size() < min || arguments.size() > max) {
      throw new TemplateException(
          min == max
              ? "%s: the condition function takes a list of %d.".formatted(where, min)
              : "%s: the condition function takes a list of %d to %d.".formatted(where, min, max));
    }
    return arguments;
  }

  private static boolean equal(JsonNode left, JsonNode right) {
    if (left.isValueNode() && right.isValueNode()) {
      return Scalars.text(left).equals(Scalars.text(right));
    }
    return left.equals(right);
  }
}
