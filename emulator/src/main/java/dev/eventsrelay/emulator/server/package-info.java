// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What the servers of this process have in common. */
@NullMarked
package dev.eventsrelay.emulator.server;

import org.jspecify.annotations.NullMarked;
