// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Connections, who is subscribed to what, and posting to them: the ports of a WebSocket function.
 */
@NullMarked
package dev.eventsrelay.connection;

import org.jspecify.annotations.NullMarked;
