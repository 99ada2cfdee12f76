// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** A packaged function in an execution environment of its own, against the stub. */
@NullMarked
package dev.eventsrelay.benchmarks.function;

import org.jspecify.annotations.NullMarked;
