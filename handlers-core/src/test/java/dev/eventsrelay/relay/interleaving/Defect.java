// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import dev.eventsrelay.testkit.Stores.Around;

/** A mistake in the relay, or none. */
@FunctionalInterface
interface Defect {
  /** What to put around the operations of both stores, for one run of the code. */
  Around around(RecordedStore store);
}
