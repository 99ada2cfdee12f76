// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.Map;
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

  private final Map<String, String> stageVariables;
  private final FunctionReference functions;

  /**
   * @param stageVariables what {@code ${stageVariables.NAME}} in a URI stands for
   */
  IntegrationTarget(Stack stack, Map<String, String> stageVariables) {
    this.stageVariables = stageVariables;
    this.functions = new FunctionReference(stack);
  }

  /** Logical id of the function whose invocation that property of a resource is. */
  String functionId(ResourceProperties resource, String property) {
    String uri = withStageVariables(resource.requiredText(property));
    String where = resource.where() + "." + property;
    Matcher matcher = URI.matcher(uri);
    if (!matcher.matches()) {
      throw new TemplateException(
          "%s is not the invocation of a Lambda function: %s.".formatted(where, uri));
    }
    return functions.logicalId(matcher.group("arn"), where);
  }

  private String withStageVariables(String uri) {
    String result = uri;
    for (Map.Entry<String, String> variable : stageVariables.entrySet()) {
      result = result.replace("${stageVariables." + variable.getKey() + "}", variable.getValue());
    }
    return result;
  }
}
