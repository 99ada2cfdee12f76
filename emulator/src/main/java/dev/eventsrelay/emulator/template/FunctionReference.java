// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the function that a property names: by its name or ARN, each with or without a version or
 * an alias.
 */
final class FunctionReference {
  private static final Pattern VERSION = Pattern.compile("\\d+|\\$LATEST(\\.PUBLISHED)?");
  private static final Pattern FORM =
      Pattern.compile(
          "(?:arn:[^:]+:lambda:[^:]+:\\d{12}:function:|\\d{12}:function:)?(?<name>[^:/]+)"
              + "(:(?<qualifier>[^:/]+))?");

  private final Stack stack;
  private final FunctionReader functions;

  FunctionReference(Stack stack) {
    this.stack = stack;
    this.functions = new FunctionReader(stack);
  }

  /** Logical id of the function that a property of a resource names. */
  String logicalId(ResourceProperties resource, String property) {
    return logicalId(resource.requiredText(property), resource.where() + "." + property);
  }

  /** Logical id of the function of that name or ARN. */
  String logicalId(String nameOrArn, String where) {
    Matcher matcher = FORM.matcher(nameOrArn);
    if (!matcher.matches()) {
      throw new TemplateException(
          "%s is no name or ARN of a function: %s.".formatted(where, nameOrArn));
    }
    Resource function = function(where, matcher.group("name"), nameOrArn);
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

  private Resource function(String where, String name, String given) {
    return stack.resources(Resource.FUNCTION).stream()
        .filter(function -> functions.arn(function).endsWith(":function:" + name))
        .findFirst()
        .orElseThrow(
            () ->
                new TemplateException(
                    "%s names %s, which is no %s of this template."
                        .formatted(where, given, Resource.FUNCTION)));
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
