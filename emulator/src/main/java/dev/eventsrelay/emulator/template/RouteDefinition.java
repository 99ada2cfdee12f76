// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.time.Duration;

/**
 * A route and the function behind it.
 *
 * @param functionId logical id of the function that the integration invokes
 * @param routeResponse whether what the function returns on a message goes back to the client
 * @param integrationTimeout how long the gateway waits for the function; at most, and by default,
 *     29 s
 */
public record RouteDefinition(
    String functionId, boolean routeResponse, Duration integrationTimeout) {}
