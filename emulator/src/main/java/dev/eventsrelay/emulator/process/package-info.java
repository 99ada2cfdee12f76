// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Child processes that never outlive this one, however it ends. */
@NullMarked
package dev.eventsrelay.emulator.process;

import org.jspecify.annotations.NullMarked;
