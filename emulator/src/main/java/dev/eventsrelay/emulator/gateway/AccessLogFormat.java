// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The format of a stage's access log: text with variables such as {@code $context.routeKey} (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">AWS</a>).
 */
public record AccessLogFormat(String format) {
  /** For a stage that names none. */
  public static final AccessLogFormat DEFAULT =
      new AccessLogFormat(
          "$context.identity.sourceIp [$context.requestTime] $context.eventType $context.routeKey"
              + " $context.status $context.connectionId $context.requestId"
              + " $context.integrationLatency $context.integrationErrorMessage");

  private static final Pattern VARIABLE = Pattern.compile("\\$context\\.(\\w+(?:\\.\\w+)*)");

  public AccessLogFormat {
    requireNonNull(format, "format is null");
  }

  /** The format with its values; a variable without one is a minus sign. */
  String line(Map<String, String> context) {
    return VARIABLE
        .matcher(format)
        .replaceAll(variable -> Matcher.quoteReplacement(value(context, variable)));
  }

  private static String value(Map<String, String> context, MatchResult variable) {
    return context.getOrDefault(variable.group(1), "-");
  }
}
