// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * An API Gateway WebSocket API with its Management API on one loopback port: handshakes, frames,
 * events, posts, limits, and the hooks through which others may look at them or disturb them. It
 * calls functions and knows neither what they do nor where they were configured.
 */
@NullMarked
package dev.eventsrelay.emulator.gateway;

import org.jspecify.annotations.NullMarked;
