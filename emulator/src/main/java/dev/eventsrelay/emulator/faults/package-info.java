// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Faults of a running emulator, on purpose: what there can be ({@link
 * dev.eventsrelay.emulator.faults.Fault}), how to cause it ({@link
 * dev.eventsrelay.emulator.faults.Faults}), and the same over HTTP.
 */
@NullMarked
package dev.eventsrelay.emulator.faults;

import org.jspecify.annotations.NullMarked;
