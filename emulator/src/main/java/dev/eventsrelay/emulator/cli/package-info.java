// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code run-local}: options in, a running emulator or one sentence out. Only this
 * package depends on picocli and writes to a terminal.
 */
@NullMarked
package dev.eventsrelay.emulator.cli;

import org.jspecify.annotations.NullMarked;
