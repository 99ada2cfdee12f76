// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Fakes of a WebSocket function's surroundings, as unkind as the real ones. */
@NullMarked
package dev.eventsrelay.testkit;

import org.jspecify.annotations.NullMarked;
