// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Long and rough runs against the local stack: clients with the habits of the real ones, faults,
 * restarts, hours of load. Each has a short form that runs as a test.
 */
@NullMarked
package dev.eventsrelay.it.chaos;

import org.jspecify.annotations.NullMarked;
