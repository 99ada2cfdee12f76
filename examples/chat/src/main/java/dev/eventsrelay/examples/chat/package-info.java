// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** A room chat: an example of a WebSocket function on the public API of {@code handlers-core}. */
@NullMarked
package dev.eventsrelay.examples.chat;

import org.jspecify.annotations.NullMarked;
