// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * An API Gateway WebSocket API with its Management API on one loopback port. It calls functions and
 * knows neither what they do nor where they were configured.
 */
@NullMarked
package dev.eventsrelay.emulator.gateway;

import org.jspecify.annotations.NullMarked;
