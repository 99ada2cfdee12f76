// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** From the start of a JVM to its first answer, and what is in the JAR. */
@NullMarked
package dev.eventsrelay.benchmarks.start;

import org.jspecify.annotations.NullMarked;
