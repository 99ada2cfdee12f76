// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The handler of $connect. */
@NullMarked
package dev.eventsrelay.onconnect;

import org.jspecify.annotations.NullMarked;
