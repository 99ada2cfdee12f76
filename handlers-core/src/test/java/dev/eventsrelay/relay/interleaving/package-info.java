// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Every order in which the steps of concurrent invocations can happen. */
@NullMarked
package dev.eventsrelay.relay.interleaving;

import org.jspecify.annotations.NullMarked;
