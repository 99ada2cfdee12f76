// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** A WebSocket client for tests and benchmarks. It knows nothing of what is behind the API. */
@NullMarked
package dev.eventsrelay.websocket;

import org.jspecify.annotations.NullMarked;
