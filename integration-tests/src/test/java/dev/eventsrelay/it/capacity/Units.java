// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.capacity;

import java.util.Collection;

/**
 * Capacity units of DynamoDB.
 *
 * @param writes write units
 * @param reads read units
 */
record Units(double writes, double reads) {
  static Units sum(Collection<Units> all) {
    return new Units(
        all.stream().mapToDouble(Units::writes).sum(),
        all.stream().mapToDouble(Units::reads).sum());
  }
}
