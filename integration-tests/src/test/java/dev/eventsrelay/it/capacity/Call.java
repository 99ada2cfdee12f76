// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.capacity;

import static java.util.Objects.requireNonNull;

/**
 * One call of DynamoDB, and what it took.
 *
 * @param sortKey of the row that it is about; empty if it is about several
 */
record Call(String sortKey, Units units) {
  Call {
    requireNonNull(sortKey, "sortKey is null");
    requireNonNull(units, "units is null");
  }
}
