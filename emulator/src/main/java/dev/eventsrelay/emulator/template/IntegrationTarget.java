// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
              + "(?<arn>arn:[^:]+:lambda:[^:]+:\\d{12}:function:[^:/]+)(:(?<qualifier>[^:/]+))?"
              + "/invocations");
  private static final Pattern VERSION = Pattern.compile("\\d+|\\$LATEST(\\.PUBLISHED)?");

  private final Stack stack;
  private final Map<String, String> stageVariables;
  private final FunctionReader functions;

  /**
   * @param stageVariables what {@code ${stageVariables.NAME}} in a URI stands for
   */
  IntegrationTarget(Stack stack, Map<String, String> stageVariables) {
    this.stack = stack;
    this.stageVariables = stageVariables;
    this.functions = new FunctionReader(stack);
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
    Resource function = function(where, matcher.group("arn"));
    String qualifier = matcher.group("qualifier");
    if (qualifier != null
        && !VERSION.matcher(qualifier).matches()
        && !aliases(function).contains(qualifier)) {
      throw new TemplateException(
          "%s names the alias %s, which %s does not have."
              .formatted(where, qualifier, function.logicalId()));
    }
    return function.logicalId();
  }

  private String withStageVariables(String uri) {
    String result = uri;
    for (Map.Entry<String, String> variable : stageVariables.entrySet()) {
      result = result.replace("${stageVariables." + variable.getKey() + "}", variable.getValue());
    }
    return result;
  }

  private Resource function(String where, String arn) {
    return stack.resources(Resource.FUNCTION).stream()
        .filter(function -> functions.arn(function).equals(arn))
        .findFirst()
        .orElseThrow(
            () ->
                new TemplateException(
                    "%s names %s, which is no %s of this template."
                        .formatted(where, arn, Resource.FUNCTION)));
  }

  private Set<String> aliases(Resource function) {
    Set<String> aliases = new HashSet<>();
    stack.properties(function).text("AutoPublishAlias").ifPresent(aliases::add);
    String arn = functions.arn(function);
    for (Resource alias : stack.resources(Resource.ALIAS)) {
      String qualified = stack.ref(alias.logicalId(), alias.where()).asText();
      if (qualified.startsWith(arn + ":")) {
        aliases.add(qualified.substring(arn.length() + 1));
      }
    }
    return aliases;
  }
}
