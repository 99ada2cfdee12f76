// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.growth;

import java.util.Locale;

/** What clients make the relay do. */
enum Operation {
  CONNECT,
  SUBSCRIBE,
  /** Stores the publisher, and looks up the subscribers. */
  RESULT,
  ACK,
  UNSUBSCRIBE,
  DISCONNECT;

  /** What a reader calls it. */
  String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}
