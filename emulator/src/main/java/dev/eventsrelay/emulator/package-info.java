// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A WebSocket API, its Management API, its Lambda functions and its tables on one machine, put
 * together from a SAM template. {@link dev.eventsrelay.emulator.Emulator} is the way in.
 */
@NullMarked
package dev.eventsrelay.emulator;

import org.jspecify.annotations.NullMarked;
