// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.capacity;

import java.util.List;

/** One event of a compile: each is one invocation of a function. */
enum Step {
  CONNECT,
  SUBSCRIBE,
  RESULT,
  ACK,
  UNSUBSCRIBE,
  DISCONNECT;

  private static final int USUAL_RESULT_BYTES = 4_096;

  /** Lets it happen, and tells which calls that took. */
  List<Call> take(MeteredRelay relay, Parties parties) {
    String guid = parties.guid();
    return switch (this) {
      case CONNECT -> relay.connect(parties.router());
      case SUBSCRIBE -> relay.message(parties.router(), "subscribe: " + guid);
      case RESULT -> relay.message(parties.worker(), parties.result(0, USUAL_RESULT_BYTES));
      case ACK -> relay.message(parties.router(), "ack: " + guid);
      case UNSUBSCRIBE -> relay.message(parties.router(), "unsubscribe: " + guid);
      case DISCONNECT -> relay.disconnect(parties.router());
    };
  }
}
