// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Routing of client messages and the relay of results, over ports for the store and the gateway.
 */
@NullMarked
package dev.eventsrelay.relay;

import org.jspecify.annotations.NullMarked;
