// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What the relay takes from DynamoDB, to the unit. */
@NullMarked
package dev.eventsrelay.it.capacity;

import org.jspecify.annotations.NullMarked;
