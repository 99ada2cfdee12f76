// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the mapping templates of an integration that is no proxy, and of its responses. */
record MappingReader(Stack stack) {
  /** What the emulator has for no such integration. */
  static final Set<String> UNSUPPORTED = Set.of("ConnectionId", "IntegrationSubtype", "TlsConfig");

  private static final Set<String> UNSUPPORTED_OF_RESPONSE = Set.of("ResponseParameters");
  private static final Set<String> PASSTHROUGH =
      Set.of("NEVER", "WHEN_NO_MATCH", "WHEN_NO_TEMPLATES");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "integration\\.request\\.(?:header\\.Content-Type|querystring\\.[\\w.-]+)",
          Pattern.CASE_INSENSITIVE);

  IntegrationDefinition.Mapping read(Resource resource) {
    ResourceProperties integration = stack.properties(resource);
    integration.refuse(UNSUPPORTED);
    if (integration
        .text("ContentHandlingStrategy")
        .filter("CONVERT_TO_BINARY"::equals)
        .isPresent()) {
      throw new TemplateException(
          "%s: the emulator does not support ContentHandlingStrategy CONVERT_TO_BINARY."
              .formatted(integration.where()));
    }
    return new IntegrationDefinition.Mapping(
        parameters(integration),
        texts(integration, "RequestTemplates"),
        integration.text("TemplateSelectionExpression").orElse("\\$default"),
        passthrough(integration),
        responses(resource));
  }

  private static Map<String, String> parameters(ResourceProperties integration) {
    Map<String, String> parameters = texts(integration, "RequestParameters");
    for (String name : parameters.keySet()) {
      if (!PARAMETER.matcher(name).matches()) {
        throw new TemplateException(
            "%s: the emulator does not support RequestParameters %s."
                .formatted(integration.where(), name));
      }
    }
    return parameters;
  }

  private static String passthrough(ResourceProperties integration) {
    String passthrough = integration.text("PassthroughBehavior").orElse("WHEN_NO_MATCH");
    if (!PASSTHROUGH.contains(passthrough)) {
      throw new TemplateException(
          "%s.PassthroughBehavior must be one of %s, but is %s."
              .formatted(integration.where(), String.join(", ", PASSTHROUGH), passthrough));
    }
    return passthrough;
  }

  private List<IntegrationDefinition.Response> responses(Resource integration) {
    return stack.resources(Resource.INTEGRATION_RESPONSE).stream()
        .map(stack::properties)
        .filter(one -> one.requiredText("IntegrationId").equals(integration.logicalId()))
        .map(
            response -> {
              response.refuse(UNSUPPORTED_OF_RESPONSE);
              return new IntegrationDefinition.Response(
                  response.requiredText("IntegrationResponseKey"),
                  texts(response, "ResponseTemplates"),
                  response.text("TemplateSelectionExpression").orElse("\\$default"));
            })
        .toList();
  }

  private static Map<String, String> texts(ResourceProperties properties, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    properties
        .map(name)
        .ifPresent(
            map -> {
              for (String key : (Iterable<String>) map.node()::fieldNames) {
                map.text(key).ifPresent(value -> texts.put(key, value));
              }
            });
    return texts;
  }
}
