// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a template has and the emulator does not run, so that nobody waits for it in vain: one line
 * for each type. Permissions, networks and the like are left out, because nothing of them runs
 * anywhere.
 */
record NotRun(Stack stack, WebSocketApiDefinition api, Set<String> functionsThatRun) {
  private static final Set<String> RUN =
      Set.of(
          Resource.FUNCTION,
          Resource.VERSION,
          Resource.ALIAS,
          Resource.TABLE,
          Resource.QUEUE,
          Resource.EVENT_SOURCE_MAPPING,
          Resource.API,
          Resource.STAGE,
          Resource.ROUTE,
          Resource.ROUTE_RESPONSE,
          Resource.AUTHORIZER,
          Resource.API_KEY,
          Resource.USAGE_PLAN,
          Resource.USAGE_PLAN_KEY,
          Resource.INTEGRATION,
          Resource.INTEGRATION_RESPONSE);

  private static final List<String> NOTHING_TO_RUN =
      List.of(
          "AWS::ApiGateway::Account",
          "AWS::ApiGatewayV2::Deployment",
          "AWS::CloudFormation::",
          "AWS::CDK::",
          "AWS::EC2::",
          "AWS::IAM::",
          "AWS::KMS::",
          "AWS::Lambda::CapacityProvider",
          "AWS::Lambda::Permission",
          "AWS::Logs::");

  List<String> lines() {
    Map<String, List<String>> byKind = new LinkedHashMap<>();
    stack.declared().stream()
        .filter(this::exists)
        .forEach(
            resource ->
                kind(resource)
                    .ifPresent(
                        kind ->
                            byKind
                                .computeIfAbsent(kind, _ -> new ArrayList<>())
                                .add(resource.logicalId())));
    List<String> lines = new ArrayList<>();
    byKind.forEach((kind, ids) -> lines.add(kind + ": " + String.join(", ", ids)));
    if (!api.routes().containsKey("$disconnect")) {
      lines.add("$disconnect: the API has no such route, so nobody hears of closed connections");
    }
    lines.addAll(aboutApiKeys());
    return lines;
  }

  private List<String> aboutApiKeys() {
    List<String> lines = new ArrayList<>();
    if (!api.apiKeys().limitedPlans().isEmpty()) {
      lines.add(
          "Quotas and throttles of usage plans: "
              + String.join(", ", api.apiKeys().limitedPlans()));
    }
    List<String> needy =
        api.routes().entrySet().stream()
            .filter(route -> route.getValue().apiKeyRequired())
            .map(Map.Entry::getKey)
            .toList();
    if (!needy.isEmpty() && api.apiKeys().keys().isEmpty()) {
      lines.add(
          "Routes that need an API key, of which no usage plan of the stage has an enabled one: "
              + String.join(", ", needy));
    }
    return lines;
  }

  /** A condition may need a parameter that nothing that runs needs. */
  private boolean exists(Resource resource) {
    return new Problems().read(() -> stack.exists(resource)).orElse(true);
  }

  private Optional<String> kind(Resource resource) {
    String type = resource.type();
    if (resource.is(Resource.FUNCTION)) {
      return functionsThatRun.contains(resource.logicalId())
          ? Optional.empty()
          : Optional.of("Functions without a route, unless another function invokes them");
    }
    if (resource.is(Resource.API) && !resource.logicalId().equals(api.logicalId())) {
      return Optional.of("Other APIs");
    }
    boolean known =
        RUN.contains(type)
            || Resource.LAYERS.contains(type)
            || NOTHING_TO_RUN.stream().anyMatch(type::startsWith);
    return known ? Optional.empty() : Optional.of(type);
  }
}
