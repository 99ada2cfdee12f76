// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A map of a template, read one property at a time, so that only those are evaluated. */
record ResourceProperties(JsonNode node, String where, Evaluator evaluator) {
  /** The evaluated property; empty if it is absent, null or {@code AWS::NoValue}. */
  Optional<JsonNode> value(String name) {
    JsonNode raw = node.path(name);
    if (raw.isMissingNode()) {
      return Optional.empty();
    }
    JsonNode value = evaluator.evaluate(raw, where + "." + name);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  Optional<String> text(String name) {
    return value(name)
        .map(
            value -> {
              if (!value.isValueNode()) {
                throw new TemplateException("%s.%s must be text.".formatted(where, name));
              }
              return Scalars.text(value);
            });
  }

  String requiredText(String name) {
    return text(name)
        .orElseThrow(() -> new TemplateException("%s has no %s.".formatted(where, name)));
  }

  Optional<BigDecimal> number(String name) {
    return text(name)
        .map(
            text -> {
              try {
                return new BigDecimal(text);
              } catch (NumberFormatException _) {
                throw new TemplateException(
                    "%s.%s must be a number, but is \"%s\".".formatted(where, name, text));
              }
            });
  }

  Optional<Integer> integer(String name) {
    return number(name)
        .map(
            number -> {
              try {
                return number.intValueExact();
              } catch (ArithmeticException _) {
                throw new TemplateException(
                    "%s.%s must be a whole number, but is %s."
                        .formatted(where, name, number.toPlainString()));
              }
            });
  }

  boolean isTrue(String name) {
    return text(name).map(text -> text.equalsIgnoreCase("true")).orElse(false);
  }

  /** Whether the property has a value; empty lists and maps do not count. */
  boolean isSet(String name) {
    JsonNode raw = evaluator.branch(node.path(name), where + "." + name);
    boolean noValue = raw.path("Ref").asText("").equals("AWS::NoValue");
    return !noValue && !raw.isNull() && (raw.isValueNode() || !raw.isEmpty());
  }

  /** Refuses a property that has a value and that the emulator does not support. */
  void refuse(Iterable<String> unsupported) {
    List<String> set = new ArrayList<>();
    for (String name : unsupported) {
      if (isSet(name)) {
        set.add(name);
      }
    }
    if (!set.isEmpty()) {
      set.sort(null);
      throw new TemplateException(
          "%s: the emulator does not support %s.".formatted(where, String.join(", ", set)));
    }
  }

  /** The names of all properties, in the template's order. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A property that is itself a map; its members are not evaluated yet. */
  Optional<ResourceProperties> map(String name) {
    String place = where + "." + name;
    JsonNode branch = evaluator.branch(node.path(name), place);
    JsonNode map = Evaluator.isIntrinsic(branch) ? evaluator.evaluate(branch, place) : branch;
    if (map.isMissingNode() || map.isNull()) {
      return Optional.empty();
    }
    if (!(map instanceof ObjectNode)) {
      throw new TemplateException(place + " must be a map.");
    }
    return Optional.of(new ResourceProperties(map, place, evaluator));
  }

  /** Some of the properties, evaluated, in the template's order. */
  ObjectNode evaluated(Iterable<String> names) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      value(name).ifPresent(value -> result.set(name, value));
    }
    return result;
  }
}
