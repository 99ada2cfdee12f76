// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The handler of $disconnect. */
@NullMarked
package dev.eventsrelay.ondisconnect;

import org.jspecify.annotations.NullMarked;
