// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An IAM policy about connecting, as authorizers return it: a denial counts more than a permission,
 * and what nothing permits is denied. Policies with other elements, such as conditions, are refused
 * rather than half understood.
 */
record Policy(List<Statement> statements) {
  private static final String INVOKE = "execute-api:Invoke";
  private static final List<String> ELEMENTS = List.of("Sid", "Effect", "Action", "Resource");

  /** A statement whose action covers {@code execute-api:Invoke}. */
  record Statement(boolean allows, List<Pattern> resources) {
    boolean covers(String arn) {
      return resources.stream().anyMatch(pattern -> pattern.matcher(arn).matches());
    }
  }

  /**
   * @throws IllegalArgumentException with a sentence about what is wrong with it
   */
  static Policy parse(JsonNode document) {
    JsonNode statement = document.path("Statement");
    if (statement.isMissingNode() || statement.isEmpty()) {
      throw new IllegalArgumentException("the policyDocument of its response has no Statement.");
    }
    List<Statement> statements = new ArrayList<>();
    for (JsonNode each : statement.isArray() ? statement : List.of(statement)) {
      requireKnownElements(each);
      boolean aboutInvoke =
          patterns(each.path("Action"), Pattern.CASE_INSENSITIVE).stream()
              .anyMatch(action -> action.matcher(INVOKE).matches());
      if (aboutInvoke) {
        statements.add(
            new Statement(
                isAllow(each.path("Effect").asText()), patterns(each.path("Resource"), 0)));
      }
    }
    return new Policy(statements);
  }

  boolean allows(String arn) {
    List<Statement> about = statements.stream().filter(each -> each.covers(arn)).toList();
    return !about.isEmpty() && about.stream().allMatch(Statement::allows);
  }

  private static void requireKnownElements(JsonNode statement) {
    for (var element : statement.properties()) {
      if (!ELEMENTS.contains(element.getKey())) {
        throw new IllegalArgumentException(
            "the emulator does not support %s in the policy of an authorizer."
                .formatted(element.getKey()));
      }
    }
  }

  private static boolean isAllow(String effect) {
    return switch (effect) {
      case "Allow" -> true;
      case "Deny" -> false;
      default ->
          throw new IllegalArgumentException(
              "the Effect in its policy is \"" + effect + "\" and neither Allow nor Deny.");
    };
  }

  private static List<Pattern> patterns(JsonNode texts, int flags) {
    return StreamSupport.stream((texts.isArray() ? texts : List.of(texts)).spliterator(), false)
        .map(text -> Pattern.compile(regex(text.asText()), flags))
        .toList();
  }

  /** A star stands for any characters, slashes among them, and a question mark for one. */
  private static String regex(String wildcards) {
    return wildcards
        .codePoints()
        .mapToObj(
            character ->
                switch (character) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(Character.toString(character));
                })
        .collect(Collectors.joining());
  }
}
