// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import dev.eventsrelay.emulator.mapping.Input;
import dev.eventsrelay.emulator.mapping.MappingSource;
import dev.eventsrelay.emulator.mapping.MappingTemplate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template selection expression: text with variables such as {@code $request.body.kind}, and
 * {@code \$} for a dollar sign (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">AWS</a>).
 * A key without a template falls back to {@code $default}.
 *
 * @param expression as in the template
 * @param ofResponse whether it may use {@code $integration.response.statuscode}, too
 */
public record TemplateSelection(String expression, boolean ofResponse) {
  private static final String DEFAULT_KEY = "$default";
  private static final String REQUEST_BODY = "request.body.";
  private static final String STATUS = "integration.response.statuscode";
  private static final Pattern VARIABLE =
      Pattern.compile("\\\\\\$|\\$(?:\\{(?<braced>[^}]*)}|(?<plain>[\\w.-]+))");

  /** Throws {@link IllegalArgumentException} if it has another variable. */
  public TemplateSelection {
    boolean known =
        VARIABLE
            .matcher(expression)
            .results()
            .map(TemplateSelection::variable)
            .allMatch(variable -> isKnown(variable, ofResponse));
    if (!known) {
      throw new IllegalArgumentException(
          "the template selection expression %s is not supported: use a fixed key such as \\$default, or $request.body.NAME%s"
              .formatted(expression, ofResponse ? " or $" + STATUS : ""));
    }
  }

  private static boolean isKnown(String variable, boolean ofResponse) {
    return variable.isEmpty()
        || variable.equals("default")
        || variable.startsWith(REQUEST_BODY)
        || (ofResponse && variable.equals(STATUS));
  }

  /** The template for a request. */
  Optional<MappingTemplate> choose(Map<String, MappingTemplate> templates, MappingSource request) {
    return choose(templates, request, OptionalInt.empty());
  }

  /**
   * The template for the response to a request.
   *
   * @param status of the response
   */
  Optional<MappingTemplate> choose(
      Map<String, MappingTemplate> templates, MappingSource request, OptionalInt status) {
    MappingTemplate chosen = templates.get(key(request, status));
    return Optional.ofNullable(chosen != null ? chosen : templates.get(DEFAULT_KEY));
  }

  private String key(MappingSource request, OptionalInt status) {
    return VARIABLE
        .matcher(expression)
        .replaceAll(found -> Matcher.quoteReplacement(value(variable(found), request, status)));
  }

  private static String value(String variable, MappingSource request, OptionalInt status) {
    if (variable.isEmpty()) {
      return "$";
    }
    if (variable.equals(STATUS)) {
      return status.isPresent() ? Integer.toString(status.getAsInt()) : "";
    }
    return variable.startsWith(REQUEST_BODY)
        ? Input.textAt(request, variable.substring(REQUEST_BODY.length()))
        : "$" + variable;
  }

  /** The name of a variable; empty for an escaped dollar sign. */
  private static String variable(MatchResult found) {
    String braced = found.group("braced");
    String plain = found.group("plain");
    return braced != null ? braced : plain != null ? plain : "";
  }
}
