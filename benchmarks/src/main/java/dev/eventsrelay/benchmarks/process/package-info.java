// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What a process on this machine uses. */
@NullMarked
package dev.eventsrelay.benchmarks.process;

import org.jspecify.annotations.NullMarked;
