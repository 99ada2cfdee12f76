// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Runs a SAM template on one machine: a WebSocket API, its Management API, its Lambda functions and
 * its tables. Start with {@link dev.eventsrelay.emulator.Emulator}; {@link
 * dev.eventsrelay.emulator.EmulatorSpec} holds the choices for a run. This package only connects
 * the packages below it. Only the command and tests may depend on it.
 */
@NullMarked
package dev.eventsrelay.emulator;

import org.jspecify.annotations.NullMarked;
