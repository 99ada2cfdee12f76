// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The emulator in JUnit Jupiter tests. The only package that knows JUnit. */
@NullMarked
package dev.eventsrelay.emulator.junit;

import org.jspecify.annotations.NullMarked;
