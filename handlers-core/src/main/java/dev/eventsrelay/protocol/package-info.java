// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The messages that clients send and the relay answers, as values. */
@NullMarked
package dev.eventsrelay.protocol;

import org.jspecify.annotations.NullMarked;
