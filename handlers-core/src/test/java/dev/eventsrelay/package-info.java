// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Rules about the packages as a whole. */
@NullMarked
package dev.eventsrelay;

import org.jspecify.annotations.NullMarked;
