// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What the three Lambda handlers share: configuration, wiring, invocation, responses and log. */
@NullMarked
package dev.eventsrelay.lambda;

import org.jspecify.annotations.NullMarked;
