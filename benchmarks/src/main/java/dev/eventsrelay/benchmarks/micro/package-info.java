// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What one message costs in the processor and in memory, without any input or output. */
@NullMarked
package dev.eventsrelay.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
