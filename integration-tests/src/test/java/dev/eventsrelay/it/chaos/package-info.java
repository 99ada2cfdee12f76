// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Long and rough runs against the emulator: clients with the habits of the real ones, faults,
 * restarts, steady load. Each has a short form, for CI, and a long one: see the script {@code
 * chaos}.
 */
@NullMarked
package dev.eventsrelay.it.chaos;

import org.jspecify.annotations.NullMarked;
