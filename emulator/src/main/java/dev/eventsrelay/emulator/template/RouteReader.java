// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an {@code AWS::ApiGatewayV2::Route} and follows it to what it calls. */
final class RouteReader {
  private static final Set<String> UNSUPPORTED_OF_ROUTE =
      Set.of("ModelSelectionExpression", "RequestModels", "RequestParameters");
  private static final Set<String> UNSUPPORTED_OF_RESPONSE =
      Set.of("ModelSelectionExpression", "ResponseModels", "ResponseParameters");
  private static final Set<String> UNSUPPORTED_OF_PROXY =
      Set.of(
          "ConnectionId", "RequestParameters", "RequestTemplates", "TemplateSelectionExpression");
  private static final int MIN_TIMEOUT_MILLIS = 50;
  private static final int MAX_TIMEOUT_MILLIS = 29_000;
  private static final String TARGET_PREFIX = "integrations/";

  private final Stack stack;
  private final List<Resource> routeResponses;
  private final Problems problems;
  private final IntegrationTarget integrationTarget;
  private final SqsIntegrationReader sqsIntegrations;

  /**
   * @param problems keeps what is wrong with a route besides where it goes
   */
  RouteReader(
      Stack stack,
      List<Resource> routeResponses,
      Map<String, QueueDefinition> queues,
      Problems problems,
      IntegrationTarget target) {
    this.stack = stack;
    this.problems = problems;
    this.routeResponses = routeResponses;
    this.integrationTarget = target;
    this.sqsIntegrations = new SqsIntegrationReader(stack, queues);
  }

  RouteDefinition read(Resource route) {
    ResourceProperties properties = stack.properties(route);
    problems.check(() -> refuseUnsupported(properties));
    Resource integration = integration(properties);
    return new RouteDefinition(
        definition(integration),
        hasRouteResponse(route),
        problems
            .read(() -> timeout(stack.properties(integration)))
            .orElse(Duration.ofMillis(MAX_TIMEOUT_MILLIS)),
        properties.isTrue("ApiKeyRequired"));
  }

  private static void refuseUnsupported(ResourceProperties route) {
    route.refuse(UNSUPPORTED_OF_ROUTE);
    route
        .text("RouteResponseSelectionExpression")
        .filter(expression -> !expression.matches("\\\\?\\$default"))
        .ifPresent(
            expression -> {
              throw new TemplateException(
                  "%s.RouteResponseSelectionExpression must be $default, the only one that API Gateway has, but is %s."
                      .formatted(route.where(), expression));
            });
  }

  private Resource integration(ResourceProperties route) {
    String target = route.requiredText("Target");
    return stack.resources(Resource.INTEGRATION).stream()
        .filter(one -> target.equals(TARGET_PREFIX + one.logicalId()))
        .findFirst()
        .orElseThrow(
            () ->
                new TemplateException(
                    "%s.Target names no integration of this template: %s."
                        .formatted(route.where(), target)));
  }

  private IntegrationDefinition definition(Resource integration) {
    ResourceProperties properties = stack.properties(integration);
    String type = properties.requiredText("IntegrationType");
    return switch (type) {
      case "AWS_PROXY" -> {
        problems.check(() -> properties.refuse(UNSUPPORTED_OF_PROXY));
        yield new IntegrationDefinition.Function(
            integrationTarget.functionId(properties, "IntegrationUri"));
      }
      case "AWS" -> sqsIntegrations.read(integration);
      case "MOCK" ->
          new IntegrationDefinition.Mock(
              properties.where(), new MappingReader(stack).read(integration));
      default -> throw unsupported(properties, "IntegrationType " + type);
    };
  }

  private boolean hasRouteResponse(Resource route) {
    return routeResponses.stream()
        .map(stack::properties)
        .filter(response -> response.requiredText("RouteId").equals(route.logicalId()))
        .peek(response -> problems.check(() -> checkRouteResponse(response)))
        .findFirst()
        .isPresent();
  }

  private static void checkRouteResponse(ResourceProperties response) {
    response.refuse(UNSUPPORTED_OF_RESPONSE);
    String key = response.requiredText("RouteResponseKey");
    if (!key.equals("$default")) {
      throw new TemplateException(
          "%s.RouteResponseKey must be $default, the only one that API Gateway has, but is %s."
              .formatted(response.where(), key));
    }
  }

  private static Duration timeout(ResourceProperties integration) {
    int millis = integration.integer("TimeoutInMillis").orElse(MAX_TIMEOUT_MILLIS);
    if (millis < MIN_TIMEOUT_MILLIS || millis > MAX_TIMEOUT_MILLIS) {
      throw new TemplateException(
          "%s.TimeoutInMillis must be from %d to %d, but is %d."
              .formatted(integration.where(), MIN_TIMEOUT_MILLIS, MAX_TIMEOUT_MILLIS, millis));
    }
    return Duration.ofMillis(millis);
  }

  private static TemplateException unsupported(ResourceProperties where, String feature) {
    return new TemplateException(
        "%s: the emulator does not support %s.".formatted(where.where(), feature));
  }
}
