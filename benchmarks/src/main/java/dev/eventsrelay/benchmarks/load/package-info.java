// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Invocations at a rate or as fast as they are answered, and how long they take. */
@NullMarked
package dev.eventsrelay.benchmarks.load;

import org.jspecify.annotations.NullMarked;
