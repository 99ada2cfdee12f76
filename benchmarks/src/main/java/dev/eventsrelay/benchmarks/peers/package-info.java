// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The deployed function beside others that do the same. */
@NullMarked
package dev.eventsrelay.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
