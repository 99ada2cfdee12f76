// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Measurements of the relay: what runs, with which options, into which report. */
@NullMarked
package dev.eventsrelay.benchmarks;

import org.jspecify.annotations.NullMarked;
