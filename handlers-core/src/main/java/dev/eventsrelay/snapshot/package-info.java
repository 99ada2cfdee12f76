// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What a snapshot of the process must not carry over. Independent of their use. */
@NullMarked
package dev.eventsrelay.snapshot;

import org.jspecify.annotations.NullMarked;
