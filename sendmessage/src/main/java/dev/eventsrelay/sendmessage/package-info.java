// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The handler of $default: every message that a client sends. */
@NullMarked
package dev.eventsrelay.sendmessage;

import org.jspecify.annotations.NullMarked;
