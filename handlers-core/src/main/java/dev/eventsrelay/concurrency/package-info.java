// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Deadlines, back-off, tasks and limits. Independent of their use. */
@NullMarked
package dev.eventsrelay.concurrency;

import org.jspecify.annotations.NullMarked;
