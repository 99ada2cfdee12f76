// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.Map;
import java.util.Optional;

/**
 * A WebSocket API with its one stage.
 *
 * @param logicalId in the template
 * @param endpoint where AWS would serve it
 * @param stage the stage's name
 * @param routeSelectionExpression such as {@code $request.body.action}
 * @param authorization who may connect
 * @param apiKeys of the stage, if a route requires one
 * @param accessLogFormat of the stage, if it names one
 * @param stageVariables of the stage
 * @param routes by route key, {@code $connect}, {@code $disconnect} and {@code $default} among them
 */
public record WebSocketApiDefinition(
    String logicalId,
    ExecuteApi endpoint,
    String stage,
    String routeSelectionExpression,
    AuthorizationDefinition authorization,
    ApiKeysDefinition apiKeys,
    Optional<String> accessLogFormat,
    Map<String, String> stageVariables,
    Map<String, RouteDefinition> routes) {}
