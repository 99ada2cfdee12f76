// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What a benchmark found, as data, and the page that shows it. */
@NullMarked
package dev.eventsrelay.benchmarks.report;

import org.jspecify.annotations.NullMarked;
