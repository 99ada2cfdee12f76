// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What a connection is called and what it can subscribe to. */
@NullMarked
package dev.eventsrelay.connection;

import org.jspecify.annotations.NullMarked;
