// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of JSONPath that names one place: {@code $}, {@code .name}, {@code ['name']} and {@code
 * [0]}. Filters, slices and wildcards are refused by name.
 */
record JsonPath(List<String> steps) {
  private static final Pattern STEP =
      Pattern.compile("\\.(?<name>[\\w$@-]+)|\\['(?<quoted>[^']+)'\\]|\\[(?<index>\\d{1,9})\\]");

  static JsonPath parse(String expression) {
    String rest = expression.startsWith("$") ? expression.substring(1) : "." + expression;
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(rest);
    int at = 0;
    while (at < rest.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new MappingException(
            "The JSONPath \"%s\" is not supported: use names and indexes, such as $.items[0].id."
                .formatted(expression));
      }
      steps.add(step(matcher));
      at = matcher.end();
    }
    return new JsonPath(steps);
  }

  private static String step(Matcher matcher) {
    String name = matcher.group("name");
    String quoted = matcher.group("quoted");
    return name != null ? name : quoted != null ? quoted : matcher.group("index");
  }

  /** The value at the place; a missing node if there is none. */
  JsonNode in(JsonNode root) {
    JsonNode node = root;
    for (String step : steps) {
      node =
          node.isArray() && step.matches("\\d+")
              ? node.path(Integer.parseInt(step))
              : node.path(step);
    }
    return node;
  }
}
