// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * An API Gateway WebSocket API with its Management API on one loopback port: handshakes, frames,
 * events, posts, limits, and hooks for inspection and faults. It calls functions and depends
 * neither on what they do nor on how they were configured.
 */
@NullMarked
package dev.eventsrelay.emulator.gateway;

import org.jspecify.annotations.NullMarked;
