// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The intrinsic functions of CloudFormation that a WebSocket application needs. Any other is
 * refused by name, and only if its value is needed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
final class IntrinsicFunctions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Evaluator evaluator;
  private final Names names;
  private final ObjectNode mappings;

  IntrinsicFunctions(Evaluator evaluator, Names names, ObjectNode mappings) {
    this.evaluator = evaluator;
    this.names = names;
    this.mappings = mappings;
  }

  JsonNode call(String function, JsonNode argument, String where) {
    return switch (function) {
      case "Ref" -> names.ref(literal(argument, function, where), where);
      case "Fn::GetAtt" -> getAtt(argument, where);
      case "Fn::Sub" -> sub(argument, where);
      case "Fn::If" -> evaluator.evaluate(branchOfIf(argument, where), where);
      case "Fn::FindInMap" -> findInMap(argument, where);
      case "Fn::Join" -> join(argument, where);
      case "Fn::Split" -> split(argument, where);
      case "Fn::Select" -> select(argument, where);
      case "Fn::Base64" ->
          JSON.textNode(
              Base64.getEncoder()
                  .encodeToString(
                      evaluator.text(argument, where).getBytes(StandardCharsets.UTF_8)));
      default ->
          throw new TemplateException(
              "%s: the emulator does not support %s.".formatted(where, function));
    };
  }

  private JsonNode getAtt(JsonNode argument, String where) {
    if (argument.isTextual()) {
      return attribute(argument.asText(), where);
    }
    JsonNode list = list(argument, 2, 2, "Fn::GetAtt", where);
    return names.attribute(
        literal(list.get(0), "Fn::GetAtt", where), evaluator.text(list.get(1), where), where);
  }

  private JsonNode attribute(String path, String where) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      throw new TemplateException(
          "%s: Fn::GetAtt needs an attribute, as in %s.Arn.".formatted(where, path));
    }
    return names.attribute(path.substring(0, dot), path.substring(dot + 1), where);
  }

  private JsonNode sub(JsonNode argument, String where) {
    JsonNode text = argument;
    JsonNode variables = JSON.objectNode();
    if (argument.isArray()) {
      text = list(argument, 2, 2, "Fn::Sub", where).get(0);
      variables = argument.get(1);
    }
    StringBuilder result = new StringBuilder();
    for (SubExpression.Part part :
        SubExpression.parse(literal(text, "Fn::Sub", where), where).parts()) {
      result.append(
          switch (part) {
            case SubExpression.Part.Literal literal -> literal.text();
            case SubExpression.Part.Variable variable ->
                scalar(variable(variable.name(), variables, where), variable.name(), where);
          });
    }
    return evaluator.evaluate(JSON.textNode(result.toString()), where);
  }

  private JsonNode variable(String name, JsonNode variables, String where) {
    if (variables.has(name)) {
      return evaluator.evaluate(variables.get(name), where);
    }
    return name.contains(".") ? attribute(name, where) : names.ref(name, where);
  }

  /** The branch that the condition takes, not evaluated. */
  JsonNode branchOfIf(JsonNode argument, String where) {
    JsonNode list = list(argument, 3, 3, "Fn::If", where);
    return list.get(names.condition(literal(list.get(0), "Fn::If", where), where) ? 1 : 2);
  }

  private JsonNode findInMap(JsonNode argument, String where) {
    JsonNode list = list(argument, 3, 4, "Fn::FindInMap", where);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      keys.add(evaluator.text(list.get(i), where));
    }
    JsonNode found = mappings.path(keys.get(0)).path(keys.get(1)).path(keys.get(2));
    if (!found.isMissingNode()) {
      return found;
    }
    if (list.size() == 4 && list.get(3).has("DefaultValue")) {
      return evaluator.evaluate(list.get(3).get("DefaultValue"), where);
    }
    throw new TemplateException(
        "%s: Mappings has no entry %s.".formatted(where, String.join(".", keys)));
  }

  private JsonNode join(JsonNode argument, String where) {
    JsonNode list = list(argument, 2, 2, "Fn::Join", where);
    List<String> items = new ArrayList<>();
    for (JsonNode item : values(list.get(1), "Fn::Join", where)) {
      items.add(scalar(item, "an item of Fn::Join", where));
    }
    return JSON.textNode(String.join(literal(list.get(0), "Fn::Join", where), items));
  }

  private JsonNode split(JsonNode argument, String where) {
    JsonNode list = list(argument, 2, 2, "Fn::Split", where);
    String delimiter = literal(list.get(0), "Fn::Split", where);
    ArrayNode result = JSON.arrayNode();
    Arrays.stream(evaluator.text(list.get(1), where).split(Pattern.quote(delimiter), -1))
        .forEach(result::add);
    return result;
  }

  private JsonNode select(JsonNode argument, String where) {
    JsonNode list = list(argument, 2, 2, "Fn::Select", where);
    String index = evaluator.text(list.get(0), where);
    ArrayNode values = values(list.get(1), "Fn::Select", where);
    if (!index.matches("\\d{1,9}") || Integer.parseInt(index) >= values.size()) {
      throw new TemplateException(
          "%s: Fn::Select has no item %s in a list of %d.".formatted(where, index, values.size()));
    }
    return values.get(Integer.parseInt(index));
  }

  private ArrayNode values(JsonNode argument, String function, String where) {
    if (evaluator.evaluate(argument, where) instanceof ArrayNode array) {
      return array;
    }
    throw new TemplateException("%s: %s needs a list.".formatted(where, function));
  }

  private static String scalar(JsonNode value, String what, String where) {
    if (!value.isValueNode() || value.isMissingNode()) {
      throw new TemplateException("%s: %s is not a single value.".formatted(where, what));
    }
    return Scalars.text(value);
  }

  private static String literal(JsonNode argument, String function, String where) {
    if (!argument.isTextual()) {
      throw new TemplateException("%s: %s takes a plain name here.".formatted(where, function));
    }
    return argument.asText();
  }

  private static JsonNode list(JsonNode argument, int min, int max, String function, String where) {
    if (!argument.isArray() || argument.size() < min || argument.size() > max) {
      throw new TemplateException(
          "%s: %s takes a list of %s."
              .formatted(where, function, min == max ? min : min + " or " + max));
    }
    return argument;
  }
}
