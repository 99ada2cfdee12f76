// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The values of {@code Ref} and {@code Fn::GetAtt} for a resource on this machine.
 *
 * <p>For a resource that the emulator does not run, {@code Ref} returns the name that
 * CloudFormation would generate, because names are mostly labels. Its attributes are refused,
 * because an ARN is needed only to call something that does not exist here.
 */
final class ResourceValues {
  private final Stack stack;
  private final Set<String> underWay = new HashSet<>();

  ResourceValues(Stack stack) {
    this.stack = stack;
  }

  JsonNode ref(Resource resource) {
    return guarded(resource, () -> text(physicalId(resource)));
  }

  JsonNode attribute(Resource resource, String attribute, String where) {
    return guarded(
        resource,
        () ->
            switch (resource.type() + "." + attribute) {
              case Resource.FUNCTION + ".Arn" -> text(functionArn(resource));
              case Resource.TABLE + ".Arn" ->
                  text(arn("dynamodb", "table/" + physicalId(resource)));
              case Resource.API + ".ApiEndpoint" ->
                  text("wss://" + ExecuteApi.of(resource.logicalId()).host());
              case Resource.QUEUE + ".Arn" -> text(arn("sqs", queueName(resource)));
              case Resource.QUEUE + ".QueueName" -> text(queueName(resource));
              case Resource.QUEUE + ".QueueUrl" -> text(physicalId(resource));
              case Resource.ROLE + ".Arn" ->
                  text(
                      "arn:%s:iam::%s:role/%s"
                          .formatted(
                              Deployment.PARTITION, Deployment.ACCOUNT_ID, physicalId(resource)));
              case Resource.VERSION + ".Version" -> text("1");
              case Resource.VERSION + ".FunctionArn", Resource.ALIAS + ".AliasArn" ->
                  text(physicalId(resource));
              case Resource.API + ".ApiId",
                  Resource.ROUTE + ".RouteId",
                  Resource.INTEGRATION + ".IntegrationId",
                  Resource.AUTHORIZER + ".AuthorizerId",
                  Resource.API_KEY + ".APIKeyId",
                  Resource.USAGE_PLAN + ".Id",
                  Resource.USAGE_PLAN_KEY + ".Id" ->
                  text(physicalId(resource));
              default ->
                  generatedBySam(resource.logicalId() + "." + attribute, where)
                      .orElseThrow(() -> unknownAttribute(resource, attribute, where));
            });
  }

  /**
   * What SAM generates: for {@code AutoPublishAlias}, {@code Function.Alias} and {@code
   * Function.Version}, and the alias under its generated logical id; and {@code Api.Stage}.
   */
  Optional<JsonNode> generatedBySam(String name, String where) {
    if (name.endsWith(".Stage")) {
      String api = name.substring(0, name.length() - ".Stage".length());
      return stack.resources(Resource.STAGE).stream()
          .filter(stage -> stage.properties().path("ApiId").path("Ref").asText().equals(api))
          .findFirst()
          .map(this::ref);
    }
    for (Resource function : stack.resources(Resource.FUNCTION)) {
      if (name.startsWith(function.logicalId())) {
        Optional<String> alias = stack.properties(function).text("AutoPublishAlias");
        String rest = name.substring(function.logicalId().length());
        if ((rest.equals(".Alias") || rest.equals(".Version")) && alias.isEmpty()) {
          throw new TemplateException(
              "%s refers to %s, but %s has no AutoPublishAlias."
                  .formatted(where, name, function.logicalId()));
        }
        if (rest.equals(".Alias") || rest.equals("Alias" + alias.orElse("."))) {
          return Optional.of(text(functionArn(function) + ":" + alias.orElseThrow()));
        }
        if (rest.equals(".Version")) {
          return Optional.of(text(functionArn(function) + ":1"));
        }
      }
    }
    return Optional.empty();
  }

  /** The function's own ARN, without a qualifier. */
  String functionArn(Resource function) {
    return arn("lambda", "function:" + physicalId(function));
  }

  private String physicalId(Resource resource) {
    ResourceProperties properties = stack.properties(resource);
    return switch (resource.type()) {
      case Resource.FUNCTION ->
          properties.text("FunctionName").orElse(stack.generatedName(resource));
      case Resource.TABLE -> properties.text("TableName").orElse(stack.generatedName(resource));
      case Resource.QUEUE ->
          Deployment.SQS_URL + "/" + Deployment.ACCOUNT_ID + "/" + queueName(resource);
      case Resource.ROLE -> properties.text("RoleName").orElse(stack.generatedName(resource));
      case Resource.API -> ExecuteApi.of(resource.logicalId()).apiId();
      case Resource.STAGE -> properties.requiredText("StageName");
      case Resource.VERSION -> qualified(properties, "1");
      case Resource.ALIAS -> qualified(properties, properties.requiredText("Name"));
      case Resource.ROUTE, Resource.INTEGRATION, Resource.ROUTE_RESPONSE, Resource.AUTHORIZER ->
          resource.logicalId();
      default -> stack.generatedName(resource);
    };
  }

  private String queueName(Resource queue) {
    ResourceProperties properties = stack.properties(queue);
    String suffix = properties.isTrue("FifoQueue") ? ".fifo" : "";
    return properties.text("QueueName").orElse(stack.generatedName(queue) + suffix);
  }

  private String qualified(ResourceProperties properties, String qualifier) {
    String function = properties.requiredText("FunctionName");
    String arn = function.startsWith("arn:") ? function : arn("lambda", "function:" + function);
    return arn + ":" + qualifier;
  }

  private String arn(String service, String resource) {
    return "arn:%s:%s:%s:%s:%s"
        .formatted(
            Deployment.PARTITION, service, Deployment.REGION, Deployment.ACCOUNT_ID, resource);
  }

  private JsonNode guarded(Resource resource, Supplier<JsonNode> value) {
    if (!underWay.add(resource.logicalId())) {
      throw new TemplateException(
          "Resources.%s depends on itself.".formatted(resource.logicalId()));
    }
    try {
      return value.get();
    } finally {
      underWay.remove(resource.logicalId());
    }
  }

  private static TemplateException unknownAttribute(
      Resource resource, String attribute, String where) {
    return new TemplateException(
        "%s needs %s.%s, but the emulator has no such value for the type %s."
            .formatted(where, resource.logicalId(), attribute, resource.type()));
  }

  private static JsonNode text(String value) {
    return JsonNodeFactory.instance.textNode(value);
  }
}
