// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an integration of type {@code AWS}, which the emulator has for SQS only. */
final class SqsIntegrationReader {
  private static final Pattern URI =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:(?<service>[^:]+):"
              + "(?:path/(?<path>.+)|action/(?<action>\\w+))");

  private final Stack stack;
  private final Map<String, QueueDefinition> queues;
  private final SenderRole roles;
  private final MappingReader mappings;

  SqsIntegrationReader(Stack stack, Map<String, QueueDefinition> queues) {
    this.stack = stack;
    this.queues = queues;
    this.roles = new SenderRole(stack);
    this.mappings = new MappingReader(stack);
  }

  IntegrationDefinition.Sqs read(Resource resource) {
    ResourceProperties integration = stack.properties(resource);
    // First: of another service, nothing else would be the cause.
    String path = path(integration);
    integration.refuse(MappingReader.UNSUPPORTED);
    String method = integration.requiredText("IntegrationMethod");
    if (!method.equals("POST")) {
      throw unsupported(integration, "IntegrationMethod " + method + " to SQS, only POST");
    }
    return new IntegrationDefinition.Sqs(integration.where(), path, mappings.read(resource));
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

  private static TemplateException unsupported(ResourceProperties where, String feature) {
    return new TemplateException(
        "%s: the emulator does not support %s.".formatted(where.where(), feature));
  }
}
