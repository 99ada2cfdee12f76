// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Fault injection: which faults there are ({@link dev.eventsrelay.emulator.faults.Fault}), how to
 * cause them ({@link dev.eventsrelay.emulator.faults.Faults}), in code, as text and over HTTP, and
 * how they affect posts, handshakes, connections, environments and DynamoDB. The affected parts
 * offer hooks and do not depend on this package.
 */
@NullMarked
package dev.eventsrelay.emulator.faults;

import org.jspecify.annotations.NullMarked;
