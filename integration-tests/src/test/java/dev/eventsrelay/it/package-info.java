// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The relay as its clients see it, and rules about the source tree as a whole. */
@NullMarked
package dev.eventsrelay.it;

import org.jspecify.annotations.NullMarked;
