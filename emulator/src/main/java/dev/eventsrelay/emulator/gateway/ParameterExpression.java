// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import dev.eventsrelay.emulator.mapping.MappingSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a request parameter: a text in single quotes, {@code context.NAME}, {@code
 * route.request.body}, {@code route.request.header.NAME} or {@code route.request.querystring.NAME}
 * (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html">AWS</a>).
 *
 * @param text the expression
 */
public record ParameterExpression(String text) {
  private static final Pattern FORM =
      Pattern.compile(
          "'(?<literal>.*)'|context\\.(?<context>[\\w.]+)|(?<body>route\\.request\\.body)"
              + "|route\\.request\\.header\\.(?<header>[\\w-]+)"
              + "|route\\.request\\.querystring\\.(?<query>[\\w-]+)",
          Pattern.DOTALL);

  /** Throws {@link IllegalArgumentException} for another form. */
  public ParameterExpression {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "the parameter value %s is not supported: use 'a text', context.NAME, route.request.body, route.request.header.NAME or route.request.querystring.NAME"
              .formatted(text));
    }
  }

  String evaluate(MappingSource source) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalStateException("It was checked when it was made.");
    }
    if (form.group("literal") != null) {
      return form.group("literal");
    }
    if (form.group("context") != null) {
      return source.contextAt(form.group("context")).orElse("");
    }
    if (form.group("body") != null) {
      return source.body();
    }
    Map<String, String> parameters =
        form.group("header") != null ? source.headers() : source.query();
    String name = form.group("header") != null ? form.group("header") : form.group("query");
    return parameters.entrySet().stream()
        .filter(one -> one.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }
}
