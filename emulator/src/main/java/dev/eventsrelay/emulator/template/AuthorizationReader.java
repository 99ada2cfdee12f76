// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads who may use a route, and the {@code AWS::ApiGatewayV2::Authorizer} behind it. */
final class AuthorizationReader {
  /** What only HTTP APIs have; a WebSocket API does not even keep what an authorizer answered. */
  private static final Set<String> OF_HTTP_APIS =
      Set.of(
          "AuthorizerPayloadFormatVersion",
          "AuthorizerResultTtlInSeconds",
          "EnableSimpleResponses",
          "IdentityValidationExpression",
          "JwtConfiguration");

  private final Stack stack;
  private final IntegrationTarget target;

  AuthorizationReader(Stack stack, IntegrationTarget target) {
    this.stack = stack;
    this.target = target;
  }

  AuthorizationDefinition read(Resource route) {
    ResourceProperties properties = stack.properties(route);
    String type = properties.text("AuthorizationType").orElse("NONE");
    if (!type.equals("NONE") && !properties.requiredText("RouteKey").equals("$connect")) {
      throw new TemplateException(
          "%s.AuthorizationType is %s, but a WebSocket API authorizes at $connect only."
              .formatted(properties.where(), type));
    }
    return switch (type) {
      case "NONE" -> new AuthorizationDefinition.None();
      case "AWS_IAM" -> new AuthorizationDefinition.Iam();
      case "CUSTOM" -> lambda(properties);
      default ->
          throw new TemplateException(
              "%s: the emulator does not support AuthorizationType %s."
                  .formatted(properties.where(), type));
    };
  }

  private AuthorizationDefinition lambda(ResourceProperties route) {
    String id = route.requiredText("AuthorizerId");
    ResourceProperties authorizer =
        stack.resources(Resource.AUTHORIZER).stream()
            .filter(one -> one.logicalId().equals(id))
            .findFirst()
            .map(stack::properties)
            .orElseThrow(
                () ->
                    new TemplateException(
                        "%s.AuthorizerId names no authorizer of this template: %s."
                            .formatted(route.where(), id)));
    authorizer.refuse(OF_HTTP_APIS);
    String type = authorizer.requiredText("AuthorizerType");
    if (!type.equals("REQUEST")) {
      throw new TemplateException(
          "%s: the emulator does not support AuthorizerType %s, only REQUEST."
              .formatted(authorizer.where(), type));
    }
    return new AuthorizationDefinition.Lambda(
        target.functionId(authorizer, "AuthorizerUri"), identitySources(authorizer));
  }

  private static List<String> identitySources(ResourceProperties authorizer) {
    List<String> sources = new ArrayList<>();
    authorizer
        .value("IdentitySource")
        .ifPresent(
            list -> {
              for (JsonNode source : list) {
                sources.add(source.asText());
              }
            });
    return sources;
  }
}
