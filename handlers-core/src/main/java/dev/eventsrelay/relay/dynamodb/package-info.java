// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The relay's rows in the connection table. */
@NullMarked
package dev.eventsrelay.relay.dynamodb;

import org.jspecify.annotations.NullMarked;
