// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.time.Duration;

/**
 * A route and the function behind it.
 *
 * @param functionId logical id of the function that the integration invokes
 * @param routeResponse whether the client gets what the function returns for a message
 * @param integrationTimeout how long the gateway waits for the function; 29 s is the default and
 *     the maximum
 */
public record RouteDefinition(
    String functionId, boolean routeResponse, Duration integrationTimeout) {}
