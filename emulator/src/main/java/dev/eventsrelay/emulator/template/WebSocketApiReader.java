// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

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
  private static final Set<String> UNSUPPORTED_OF_STAGE = Set.of("StageVariables");
  private static final Set<String> UNSUPPORTED_OF_API = Set.of("Body", "BodyS3Location");

  private final Stack stack;
  private final Map<String, QueueDefinition> queues;

  WebSocketApiReader(Stack stack, Map<String, QueueDefinition> queues) {
    this.stack = stack;
    this.queues = queues;
  }

  WebSocketApiDefinition read() {
    Resource api = choose();
    ResourceProperties properties = stack.properties(api);
    properties.refuse(UNSUPPORTED_OF_API);
    ExecuteApi endpoint = ExecuteApi.of(api.logicalId());
    return new WebSocketApiDefinition(
        api.logicalId(),
        endpoint,
        stage(api, endpoint),
        properties.requiredText("RouteSelectionExpression"),
        authorization(endpoint),
        routes(api, endpoint));
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

  private String stage(Resource api, ExecuteApi endpoint) {
    List<Resource> stages = partsOf(endpoint, Resource.STAGE);
    if (stages.size() != 1) {
      throw new TemplateException(
          "The API %s must have exactly one %s, but has %d."
              .formatted(api.logicalId(), Resource.STAGE, stages.size()));
    }
    ResourceProperties properties = stack.properties(stages.getFirst());
    properties.refuse(UNSUPPORTED_OF_STAGE);
    return properties.requiredText("StageName");
  }

  private AuthorizationDefinition authorization(ExecuteApi endpoint) {
    AuthorizationReader reader = new AuthorizationReader(stack);
    return partsOf(endpoint, Resource.ROUTE).stream()
        .map(reader::read)
        .filter(one -> !(one instanceof AuthorizationDefinition.None))
        .findFirst()
        .orElseGet(AuthorizationDefinition.None::new);
  }

  private Map<String, RouteDefinition> routes(Resource api, ExecuteApi endpoint) {
    RouteReader reader = new RouteReader(stack, partsOf(endpoint, Resource.ROUTE_RESPONSE), queues);
    Map<String, RouteDefinition> routes = new LinkedHashMap<>();
    for (Resource route : partsOf(endpoint, Resource.ROUTE)) {
      String key = stack.properties(route).requiredText("RouteKey");
      if (routes.put(key, reader.read(route)) != null) {
        throw new TemplateException(
            "The API %s has two routes with the key %s.".formatted(api.logicalId(), key));
      }
    }
    if (routes.isEmpty()) {
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
