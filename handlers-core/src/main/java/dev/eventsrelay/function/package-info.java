// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What a WebSocket function is: its event, its response and the frame around every invocation. */
@NullMarked
package dev.eventsrelay.function;

import org.jspecify.annotations.NullMarked;
