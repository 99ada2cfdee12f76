// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A page on the gateway's port that shows the system at work: the flow of messages with live rates,
 * single messages as timelines, connections, tables and faults.
 *
 * <p>It listens to the other parts, which do not depend on it, and it never holds them up: what
 * comes faster than it can be kept is counted and left out.
 */
@NullMarked
package dev.eventsrelay.emulator.console;

import org.jspecify.annotations.NullMarked;
