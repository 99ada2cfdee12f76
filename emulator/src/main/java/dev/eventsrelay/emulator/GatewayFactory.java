// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.console.Console;
import dev.eventsrelay.emulator.dynamodb.DynamoDbApi;
import dev.eventsrelay.emulator.gateway.AccessLog;
import dev.eventsrelay.emulator.gateway.AccessLogFormat;
import dev.eventsrelay.emulator.gateway.ApiKeys;
import dev.eventsrelay.emulator.gateway.ConnectAuthorization;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.gateway.IdentitySource;
import dev.eventsrelay.emulator.gateway.Interceptor;
import dev.eventsrelay.emulator.gateway.Route;
import dev.eventsrelay.emulator.gateway.WebSocketApi;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import dev.eventsrelay.emulator.template.ApiKeysDefinition;
import dev.eventsrelay.emulator.template.AuthorizationDefinition;
import dev.eventsrelay.emulator.template.Deployment;
import dev.eventsrelay.emulator.template.RouteDefinition;
import dev.eventsrelay.emulator.template.WebSocketApiDefinition;
import io.netty.channel.ChannelHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the gateway of the template's API.
 *
 * @param port 0 for a free one
 * @param interceptor decides about requests first
 * @param console hears what happens, and has a page
 * @param accessLog hears of every route call
 * @param transport what each connection begins with
 * @param functions by logical id
 * @param integrations make what routes call
 */
record GatewayFactory(
    int port,
    Interceptor interceptor,
    Optional<Console> console,
    AccessLog accessLog,
    Supplier<ChannelHandler> transport,
    Function<String, LambdaFunction> functions,
    IntegrationFactory integrations) {
  Gateway start(WebSocketApiDefinition api) {
    Map<String, Route> routes =
        api.routes().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> route(entry.getValue())));
    Gateway.Builder builder = Gateway.builder();
    console.ifPresent(present -> builder.listener(present.gatewayListener()).page(present.page()));
    return builder
        .port(port)
        .api(
            new WebSocketApi(
                api.endpoint().apiId(),
                api.stage(),
                api.routeSelectionExpression(),
                routes,
                apiKeys(api.apiKeys()),
                api.stageVariables()))
        .authorization(authorization(api.authorization()))
        .interceptor(interceptor)
        .accessLog(
            accessLog,
            api.accessLogFormat().map(AccessLogFormat::new).orElse(AccessLogFormat.DEFAULT))
        .transport(transport)
        .start();
  }

  private ConnectAuthorization authorization(AuthorizationDefinition authorization) {
    return switch (authorization) {
      case AuthorizationDefinition.None() -> new ConnectAuthorization.None();
      case AuthorizationDefinition.Iam() ->
          new ConnectAuthorization.Iam(
              Deployment.REGION, DynamoDbApi.CREDENTIAL, DynamoDbApi.CREDENTIAL);
      case AuthorizationDefinition.Lambda(String functionId, var identitySources) ->
          new ConnectAuthorization.Lambda(
              functions.apply(functionId),
              identitySources.stream().map(IdentitySource::parse).toList(),
              Deployment.EXECUTE_API_ARN);
    };
  }

  private static ApiKeys apiKeys(ApiKeysDefinition definition) {
    Map<String, String> idsByValue = new HashMap<>();
    definition.keys().forEach((id, value) -> idsByValue.put(value, id));
    ApiKeys.Source source =
        Stream.of(ApiKeys.Source.values())
            .filter(one -> one.expression().equals(definition.selectionExpression()))
            .findFirst()
            .orElseThrow();
    return new ApiKeys(source, idsByValue);
  }

  private Route route(RouteDefinition route) {
    return new Route(
        integrations.target(route.integration()),
        route.routeResponse(),
        route.apiKeyRequired(),
        route.integrationTimeout());
  }
}
