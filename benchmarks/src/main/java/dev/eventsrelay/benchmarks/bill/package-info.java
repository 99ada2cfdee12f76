// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What AWS bills for one compile, counted while the relay's own code serves it. */
@NullMarked
package dev.eventsrelay.benchmarks.bill;

import org.jspecify.annotations.NullMarked;
