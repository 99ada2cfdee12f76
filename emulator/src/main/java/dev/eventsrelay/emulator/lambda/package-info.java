// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Lambda on one machine: execution environments as child processes behind a Runtime API server. */
@NullMarked
package dev.eventsrelay.emulator.lambda;

import org.jspecify.annotations.NullMarked;
