// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.mapping.MappingSource;
import dev.eventsrelay.emulator.mapping.MappingTemplate;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the call of a service from a message (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-data-transformations.html">AWS</a>).
 * Thread-safe.
 *
 * @param parameters {@code integration.request.header.Content-Type} and {@code
 *     integration.request.querystring.NAME}, with the expressions of their values
 * @param templates by key
 * @param selection chooses the template
 * @param passthrough what happens to a message for which there is no template
 */
public record RequestMapping(
    Map<String, ParameterExpression> parameters,
    Map<String, MappingTemplate> templates,
    TemplateSelection selection,
    Passthrough passthrough) {
  static final String CONTENT_TYPE = "integration.request.header.Content-Type";
  static final String QUERY = "integration.request.querystring.";

  /** {@code PassthroughBehavior}. */
  public enum Passthrough {
    /** The body as it is, if no template matches. */
    WHEN_NO_MATCH,
    /** The body as it is, if there is no template at all. */
    WHEN_NO_TEMPLATES,
    /** Never: without a template the message is refused. */
    NEVER
  }

  public RequestMapping {
    Map<String, ParameterExpression> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(parameters);
    parameters = anyCase;
    templates = Map.copyOf(templates);
    requireNonNull(selection, "selection is null");
    requireNonNull(passthrough, "passthrough is null");
  }

  /** The call; empty if the message has no template and may not pass without one. */
  Optional<AwsService.Request> request(MappingSource source) {
    return body(source)
        .map(
            body ->
                new AwsService.Request(
                    source.contextAt("requestId").orElse(""),
                    value(CONTENT_TYPE, source),
                    query(source),
                    body));
  }

  private Optional<String> body(MappingSource source) {
    Optional<MappingTemplate> template = selection.choose(templates, source);
    if (template.isPresent()) {
      return template.map(one -> one.apply(source));
    }
    return switch (passthrough) {
      case WHEN_NO_MATCH -> Optional.of(source.body());
      case WHEN_NO_TEMPLATES -> templates.isEmpty() ? Optional.of(source.body()) : Optional.empty();
      case NEVER -> Optional.empty();
    };
  }

  private String value(String parameter, MappingSource source) {
    ParameterExpression expression = parameters.get(parameter);
    return expression == null ? "" : expression.evaluate(source);
  }

  private String query(MappingSource source) {
    return parameters.keySet().stream()
        .filter(name -> name.regionMatches(true, 0, QUERY, 0, QUERY.length()))
        .map(name -> encoded(name.substring(QUERY.length())) + "=" + encoded(value(name, source)))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
