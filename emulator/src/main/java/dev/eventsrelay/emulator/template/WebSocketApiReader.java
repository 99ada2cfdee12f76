// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads an {@code AWS::ApiGatewayV2::Api} with the WebSocket protocol, its stage and its routes.
 */
final class WebSocketApiReader {
  private static final Set<String> UNSUPPORTED_OF_API = Set.of("Body", "BodyS3Location");

  private final Stack stack;
  private final Map<String, QueueDefinition> queues;
  private final Problems problems;

  /**
   * @param queues that an integration may send to
   * @param problems keeps those of the API's parts; what is read is of use only if there is none
   */
  WebSocketApiReader(Stack stack, Map<String, QueueDefinition> queues, Problems problems) {
    this.stack = stack;
    this.queues = queues;
    this.problems = problems;
  }

  WebSocketApiDefinition read() {
    Resource api = choose();
    ResourceProperties properties = stack.properties(api);
    problems.check(() -> properties.refuse(UNSUPPORTED_OF_API));
    ExecuteApi endpoint = ExecuteApi.of(api.logicalId());
    ResourceProperties stage = stage(api, endpoint);
    Map<String, String> variables = variables(stage);
    IntegrationTarget target = new IntegrationTarget(stack, variables);
    String stageName = stage.requiredText("StageName");
    Map<String, RouteDefinition> routes = routes(api, endpoint, target);
    return new WebSocketApiDefinition(
        api.logicalId(),
        endpoint,
        stageName,
        properties.requiredText("RouteSelectionExpression"),
        authorization(endpoint, target),
        apiKeys(properties, new ApiKeysReader(stack, endpoint.apiId(), stageName), routes),
        stage.map("AccessLogSettings").flatMap(settings -> settings.text("Format")),
        variables,
        routes);
  }

  private ApiKeysDefinition apiKeys(
      ResourceProperties api, ApiKeysReader reader, Map<String, RouteDefinition> routes) {
    return routes.values().stream().anyMatch(RouteDefinition::apiKeyRequired)
        ? problems.read(() -> reader.read(api)).orElse(ApiKeysDefinition.NONE)
        : ApiKeysDefinition.NONE;
  }

  private Resource choose() {
    List<Resource> apis =
        stack.resources(Resource.API).stream()
            .filter(
                api -> stack.properties(api).text("ProtocolType").equals(Optional.of("WEBSOCKET")))
            .toList();
    Optional<String> wanted = stack.deployment().webSocketApi();
    if (wanted.isPresent()) {
      return apis.stream()
          .filter(api -> api.logicalId().equals(wanted.get()))
          .findFirst()
          .orElseThrow(
              () -> new TemplateException("There is no WebSocket API " + wanted.get() + "."));
    }
    if (apis.isEmpty()) {
      throw new TemplateException(
          "There is no WebSocket API (%s with ProtocolType WEBSOCKET).".formatted(Resource.API));
    }
    if (apis.size() > 1) {
      throw new TemplateException(
          "There are several WebSocket APIs; choose one with --api: %s."
              .formatted(apis.stream().map(Resource::logicalId).collect(Collectors.joining(", "))));
    }
    return apis.getFirst();
  }

  private ResourceProperties stage(Resource api, ExecuteApi endpoint) {
    List<Resource> stages = partsOf(endpoint, Resource.STAGE);
    if (stages.size() != 1) {
      throw new TemplateException(
          "The API %s must have exactly one %s, but has %d."
              .formatted(api.logicalId(), Resource.STAGE, stages.size()));
    }
    ResourceProperties properties = stack.properties(stages.getFirst());
    return properties;
  }

  private AuthorizationDefinition authorization(ExecuteApi endpoint, IntegrationTarget target) {
    AuthorizationReader reader = new AuthorizationReader(stack, target);
    return partsOf(endpoint, Resource.ROUTE).stream()
        .flatMap(route -> problems.read(() -> reader.read(route)).stream())
        .filter(one -> !(one instanceof AuthorizationDefinition.None))
        .findFirst()
        .orElseGet(AuthorizationDefinition.None::new);
  }

  private static Map<String, String> variables(ResourceProperties stage) {
    Map<String, String> variables = new LinkedHashMap<>();
    stage
        .map("StageVariables")
        .ifPresent(
            map ->
                map.names()
                    .forEach(
                        name -> map.text(name).ifPresent(value -> variables.put(name, value))));
    return variables;
  }

  private Map<String, RouteDefinition> routes(
      Resource api, ExecuteApi endpoint, IntegrationTarget target) {
    RouteReader reader =
        new RouteReader(
            stack, partsOf(endpoint, Resource.ROUTE_RESPONSE), queues, problems, target);
    Set<String> keys = new HashSet<>();
    Map<String, RouteDefinition> routes = new LinkedHashMap<>();
    for (Resource route : partsOf(endpoint, Resource.ROUTE)) {
      String key = stack.properties(route).requiredText("RouteKey");
      problems.read(() -> reader.read(route)).ifPresent(definition -> routes.put(key, definition));
      if (!keys.add(key)) {
        throw new TemplateException(
            "The API %s has two routes with the key %s.".formatted(api.logicalId(), key));
      }
    }
    if (keys.isEmpty()) {
      throw new TemplateException("The API %s has no route.".formatted(api.logicalId()));
    }
    return routes;
  }

  private List<Resource> partsOf(ExecuteApi endpoint, String type) {
    return stack.resources(type).stream()
        .filter(part -> stack.properties(part).requiredText("ApiId").equals(endpoint.apiId()))
        .toList();
  }
}
