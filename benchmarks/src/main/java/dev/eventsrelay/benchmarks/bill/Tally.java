// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.metered.Consumption;
import dev.eventsrelay.benchmarks.metered.Cost;

/**
 * What was used.
 *
 * @param table units and calls of DynamoDB
 * @param invocations of functions
 * @param messages from clients
 * @param posts to clients
 * @param billedMessages both as API Gateway bills them, in steps of 32 KB
 */
record Tally(Consumption table, long invocations, long messages, long posts, long billedMessages) {
  static final Tally NOTHING = new Tally(Consumption.NONE, 0, 0, 0, 0);

  Tally {
    requireNonNull(table, "table is null");
  }

  /**
   * One event, which is one invocation.
   *
   * @param messages that the event carried: connects and disconnects are none
   * @param billedMessages what it counts as
   */
  static Tally ofEvent(Cost cost, long messages, long billedMessages) {
    return new Tally(
        cost.table(), 1, messages, cost.posts(), billedMessages + cost.postedMessages());
  }

  Tally plus(Tally that) {
    return new Tally(
        table.plus(that.table),
        invocations + that.invocations,
        messages + that.messages,
        posts + that.posts,
        billedMessages + that.billedMessages);
  }
}
