// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an integration of type {@code AWS}, which the emulator has for SQS only. */
final class SqsIntegrationReader {
  private static final Set<String> UNSUPPORTED =
      Set.of("ConnectionId", "IntegrationSubtype", "PayloadFormatVersion", "TlsConfig");
  private static final Set<String> UNSUPPORTED_OF_RESPONSE = Set.of("ResponseParameters");
  private static final Set<String> PASSTHROUGH =
      Set.of("NEVER", "WHEN_NO_MATCH", "WHEN_NO_TEMPLATES");
  private static final Pattern PARAMETER =
      Pattern.compile(
          "integration\\.request\\.(?:header\\.Content-Type|querystring\\.[\\w.-]+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern URI =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:(?<service>[^:]+):"
              + "(?:path/(?<path>.+)|action/(?<action>\\w+))");

  private final Stack stack;
  private final Map<String, QueueDefinition> queues;
  private final SenderRole roles;

  SqsIntegrationReader(Stack stack, Map<String, QueueDefinition> queues) {
    this.stack = stack;
    this.queues = queues;
    this.roles = new SenderRole(stack);
  }

  IntegrationDefinition.Sqs read(Resource resource) {
    ResourceProperties integration = stack.properties(resource);
    // First: of another service, nothing else would be the cause.
    String path = path(integration);
    integration.refuse(UNSUPPORTED);
    if (integration
        .text("ContentHandlingStrategy")
        .filter("CONVERT_TO_BINARY"::equals)
        .isPresent()) {
      throw unsupported(integration, "ContentHandlingStrategy CONVERT_TO_BINARY");
    }
    String method = integration.requiredText("IntegrationMethod");
    if (!method.equals("POST")) {
      throw unsupported(integration, "IntegrationMethod " + method + " to SQS, only POST");
    }
    return new IntegrationDefinition.Sqs(
        integration.where(),
        path,
        parameters(integration),
        texts(integration, "RequestTemplates"),
        integration.text("TemplateSelectionExpression").orElse("\\$default"),
        passthrough(integration),
        responses(resource));
  }

  private String path(ResourceProperties integration) {
    String uri = integration.requiredText("IntegrationUri");
    Matcher form = URI.matcher(uri);
    if (!form.matches()) {
      throw new TemplateException(
          "%s.IntegrationUri is no action or path of an AWS service: %s."
              .formatted(integration.where(), uri));
    }
    if (!form.group("service").equals("sqs")) {
      throw unsupported(
          integration, "IntegrationType AWS to " + form.group("service") + ", only to sqs");
    }
    if (form.group("action") != null) {
      roles.requireMaySend(integration, List.copyOf(queues.values()));
      return "/?Action=" + form.group("action");
    }
    QueueDefinition queue =
        queues.values().stream()
            .filter(one -> one.path().equals("/" + form.group("path")))
            .findFirst()
            .orElseThrow(
                () ->
                    new TemplateException(
                        "%s.IntegrationUri names the queue %s, which is no %s of this template."
                            .formatted(integration.where(), form.group("path"), Resource.QUEUE)));
    roles.requireMaySend(integration, List.of(queue));
    return queue.path();
  }

  private Map<String, String> parameters(ResourceProperties integration) {
    Map<String, String> parameters = texts(integration, "RequestParameters");
    for (String name : parameters.keySet()) {
      if (!PARAMETER.matcher(name).matches()) {
        throw unsupported(integration, "RequestParameters " + name);
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

  private static TemplateException unsupported(ResourceProperties where, String feature) {
    return new TemplateException(
        "%s: the emulator does not support %s.".formatted(where.where(), feature));
  }
}
