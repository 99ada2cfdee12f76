// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the function that an integration or an authorizer invokes, from the evaluated URI: an API
 * Gateway action path around a function's ARN, which may end in a version or an alias.
 */
final class IntegrationTarget {
  private static final Pattern URI =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/2015-03-31/functions/"
              + "(?<arn>arn:[^:]+:lambda:[^:]+:\\d{12}:function:[^:/]+(:[^:/]+)?)/invocations");

  private final FunctionReference functions;

  IntegrationTarget(Stack stack) {
    this.functions = new FunctionReference(stack);
  }

  /** Logical id of the function whose invocation that property of a resource is. */
  String functionId(ResourceProperties resource, String property) {
    String uri = resource.requiredText(property);
    String where = resource.where() + "." + property;
    Matcher matcher = URI.matcher(uri);
    if (!matcher.matches()) {
      throw new TemplateException(
          "%s is not the invocation of a Lambda function: %s.".formatted(where, uri));
    }
    return functions.logicalId(matcher.group("arn"), where);
  }
}
