// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Looks whether the role of an integration may send to a queue, as far as the template says: its
 * inline policies, and the policies of the template that are attached to it. Conditions are not
 * looked at, and a role or managed policy of somewhere else is believed.
 */
final class SenderRole {
  private static final String ACTION = "sqs:SendMessage";
  private static final String POLICY = "AWS::IAM::Policy";
  private static final String MANAGED_POLICY = "AWS::IAM::ManagedPolicy";

  private final Stack stack;

  SenderRole(Stack stack) {
    this.stack = stack;
  }

  /** Refuses an integration whose role is missing, or may send to none of these queues. */
  void requireMaySend(ResourceProperties integration, List<QueueDefinition> queues) {
    String arn =
        integration
            .text("CredentialsArn")
            .orElseThrow(
                () ->
                    new TemplateException(
                        "%s has no CredentialsArn: API Gateway needs a role that may %s."
                            .formatted(integration.where(), ACTION)));
    Optional<Resource> role =
        stack.resources(Resource.ROLE).stream()
            .filter(
                one -> stack.attribute(one.logicalId(), "Arn", one.where()).asText().equals(arn))
            .findFirst();
    if (role.isEmpty()) {
      return;
    }
    requireAssumable(integration, role.get());
    Grants grants = grants(role.get());
    if (!grants.elsewhere
        && queues.stream().noneMatch(queue -> grants.allow(ACTION, queue.arn()))) {
      throw new TemplateException(
          "%s.CredentialsArn: the role %s may not %s on %s."
              .formatted(
                  integration.where(),
                  role.get().logicalId(),
                  ACTION,
                  String.join(", ", queues.stream().map(QueueDefinition::logicalId).toList())));
    }
  }

  private void requireAssumable(ResourceProperties integration, Resource role) {
    JsonNode trust =
        stack.properties(role).value("AssumeRolePolicyDocument").orElse(MissingNode.getInstance());
    boolean assumable =
        items(trust.path("Statement")).stream()
            .flatMap(statement -> items(statement.path("Principal").path("Service")).stream())
            .anyMatch(service -> service.asText().equals("apigateway.amazonaws.com"));
    if (!assumable) {
      throw new TemplateException(
          "%s.CredentialsArn: the role %s does not let apigateway.amazonaws.com assume it."
              .formatted(integration.where(), role.logicalId()));
    }
  }

  private Grants grants(Resource role) {
    List<JsonNode> statements = new ArrayList<>();
    ResourceProperties properties = stack.properties(role);
    for (JsonNode policy : properties.value("Policies").map(SenderRole::items).orElse(List.of())) {
      statements.addAll(items(policy.path("PolicyDocument").path("Statement")));
    }
    String name = stack.ref(role.logicalId(), role.where()).asText();
    for (String type : List.of(POLICY, MANAGED_POLICY)) {
      for (Resource policy : stack.resources(type)) {
        ResourceProperties attached = stack.properties(policy);
        if (attached.value("Roles").map(SenderRole::items).orElse(List.of()).stream()
            .anyMatch(one -> one.asText().equals(name))) {
          statements.addAll(
              attached
                  .value("PolicyDocument")
                  .map(document -> items(document.path("Statement")))
                  .orElse(List.of()));
        }
      }
    }
    return new Grants(statements, properties.isSet("ManagedPolicyArns"));
  }

  private static List<JsonNode> items(JsonNode oneOrMany) {
    if (oneOrMany.isMissingNode() || oneOrMany.isNull()) {
      return List.of();
    }
    return oneOrMany.isArray()
        ? StreamSupport.stream(oneOrMany.spliterator(), false).toList()
        : List.of(oneOrMany);
  }

  private record Grants(List<JsonNode> statements, boolean elsewhere) {
    boolean allow(String action, String resource) {
      return has("Allow", action, resource) && !has("Deny", action, resource);
    }

    private boolean has(String effect, String action, String resource) {
      return statements.stream()
          .filter(statement -> statement.path("Effect").asText().equals(effect))
          .filter(statement -> anyMatches(statement.path("Action"), action))
          .anyMatch(statement -> anyMatches(statement.path("Resource"), resource));
    }

    private static boolean anyMatches(JsonNode patterns, String text) {
      return items(patterns).stream().anyMatch(pattern -> matches(pattern.asText(), text));
    }

    /** As IAM matches: {@code *} stands for any text, {@code ?} for one character. */
    private static boolean matches(String pattern, String text) {
      String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
      return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(text).matches();
    }
  }
}
