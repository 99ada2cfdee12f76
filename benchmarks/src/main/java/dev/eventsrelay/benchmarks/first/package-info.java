// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What an environment costs from its first result on. */
@NullMarked
package dev.eventsrelay.benchmarks.first;

import org.jspecify.annotations.NullMarked;
