// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a Lambda authorizer expects something of a client (<a
 * href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html">AWS</a>).
 *
 * @param name of the header, in any case, or of the query parameter
 */
public record IdentitySource(Place place, String name) {
  private static final Pattern EXPRESSION =
      Pattern.compile("route\\.request\\.(?<place>header|querystring)\\.(?<name>[\\w.-]+)");

  /** A part of the handshake. */
  public enum Place {
    HEADER,
    QUERY_STRING
  }

  public IdentitySource {
    requireNonNull(place, "place is null");
    requireNonNull(name, "name is null");
  }

  /**
   * Reads an expression such as {@code route.request.header.Auth} or {@code
   * route.request.querystring.token}.
   *
   * @throws IllegalArgumentException with a sentence if it is another one
   */
  public static IdentitySource parse(String expression) {
    Matcher matcher = EXPRESSION.matcher(expression);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "The identity source \""
              + expression
              + "\" is not supported: use route.request.header.NAME or"
              + " route.request.querystring.NAME.");
    }
    Place place = matcher.group("place").equals("header") ? Place.HEADER : Place.QUERY_STRING;
    return new IdentitySource(place, matcher.group("name"));
  }

  /** Whether the handshake has a value there that is not empty. */
  boolean isIn(ConnectRequest request) {
    return switch (place) {
      case HEADER ->
          request.headers().entrySet().stream()
              .anyMatch(header -> header.getKey().equalsIgnoreCase(name) && hasValue(header));
      case QUERY_STRING ->
          request.query().entrySet().stream()
              .anyMatch(parameter -> parameter.getKey().equals(name) && hasValue(parameter));
    };
  }

  private static boolean hasValue(Map.Entry<String, List<String>> values) {
    return !values.getValue().getLast().isEmpty();
  }
}
