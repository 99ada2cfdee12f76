// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The emulator in JUnit Jupiter tests: one extension, and nothing else that knows JUnit. */
@NullMarked
package dev.eventsrelay.emulator.junit;

import org.jspecify.annotations.NullMarked;
