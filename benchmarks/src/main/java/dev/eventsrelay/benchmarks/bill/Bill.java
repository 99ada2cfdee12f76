// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

/**
 * Dollars for a million compiles, or whatever happens a million times. Not in it is what does not
 * come with each of them: instances or durations, connection minutes, network and logs.
 *
 * @param table DynamoDB's units
 * @param gateway API Gateway's messages, to and from clients
 * @param invocations Lambda's requests
 */
record Bill(double table, double gateway, double invocations) {
  double total() {
    return table + gateway + invocations;
  }
}
