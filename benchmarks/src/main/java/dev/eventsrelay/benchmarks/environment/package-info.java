// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** One execution environment at its limit. */
@NullMarked
package dev.eventsrelay.benchmarks.environment;

import org.jspecify.annotations.NullMarked;
