// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is put together from a SAM template: a WebSocket API, its Management API, its Lambda
 * functions and its tables on one machine. {@link dev.eventsrelay.emulator.Emulator} is the way in,
 * {@link dev.eventsrelay.emulator.EmulatorSpec} what a run may choose. Here is what connects the
 * parts below, and nothing that one of them could do alone; only the command and tests may know it.
 */
@NullMarked
package dev.eventsrelay.emulator;

import org.jspecify.annotations.NullMarked;
