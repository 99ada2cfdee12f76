// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.time.Duration;

/**
 * A route and what is behind it.
 *
 * @param integration what it calls
 * @param routeResponse whether the client gets the answer to a message
 * @param integrationTimeout how long the gateway waits for the answer; 29 s is the default and the
 *     maximum
 * @param apiKeyRequired whether a client needs an API key for it
 */
public record RouteDefinition(
    IntegrationDefinition integration,
    boolean routeResponse,
    Duration integrationTimeout,
    boolean apiKeyRequired) {}
