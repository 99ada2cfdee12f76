// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.stub;

import java.util.concurrent.atomic.LongAdder;

/** What the stub was asked for. Thread-safe. */
final class StubCounts {
  final LongAdder dynamoDbCalls = new LongAdder();
  final LongAdder posts = new LongAdder();

  /** Both in one line. */
  String line() {
    return dynamoDbCalls.sum() + " " + posts.sum();
  }
}
