// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * All that is about faults caused on purpose: what there can be ({@link
 * dev.eventsrelay.emulator.faults.Fault}), how to cause it ({@link
 * dev.eventsrelay.emulator.faults.Faults}), the same as text and over HTTP, and what does it to
 * posts, handshakes, connections, environments and DynamoDB. The parts that are disturbed know
 * nothing of this package; they only have hooks.
 */
@NullMarked
package dev.eventsrelay.emulator.faults;

import org.jspecify.annotations.NullMarked;
