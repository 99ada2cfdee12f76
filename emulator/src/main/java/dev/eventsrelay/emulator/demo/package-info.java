// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A client that plays one compile against a running stack; alone in knowing the events protocol.
 */
@NullMarked
package dev.eventsrelay.emulator.demo;

import org.jspecify.annotations.NullMarked;
