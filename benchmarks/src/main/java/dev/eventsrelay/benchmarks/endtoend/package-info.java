// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Real WebSocket clients over the emulator. */
@NullMarked
package dev.eventsrelay.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
