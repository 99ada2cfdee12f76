// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

import dev.eventsrelay.benchmarks.metered.BilledMessages;
import dev.eventsrelay.benchmarks.metered.Cost;
import java.nio.charset.StandardCharsets;

/** One event of a compile: each is one invocation of a function. */
enum Step {
  /** The router opens its connection. */
  CONNECT {
    @Override
    Tally take(Compile compile) {
      return Tally.ofEvent(compile.relay().connect(compile.router()), 0, 0);
    }
  },
  /** The router subscribes to the guid. */
  SUBSCRIBE {
    @Override
    Tally take(Compile compile) {
      return command("subscribe: ", compile);
    }
  },
  /** The worker sends the result. */
  RESULT {
    @Override
    Tally take(Compile compile) {
      String frame = compile.result();
      return message(
          compile.relay().message(compile.worker(), frame),
          frame.getBytes(StandardCharsets.UTF_8).length);
    }
  },
  /** The router acknowledges the result. */
  ACK {
    @Override
    Tally take(Compile compile) {
      return command("ack: ", compile);
    }
  },
  /** The router ends its subscription. */
  UNSUBSCRIBE {
    @Override
    Tally take(Compile compile) {
      return command("unsubscribe: ", compile);
    }
  },
  /** The router's connection closes. */
  DISCONNECT {
    @Override
    Tally take(Compile compile) {
      return Tally.ofEvent(compile.relay().disconnect(compile.router()), 0, 0);
    }
  };

  /** Lets it happen, and tells what it cost. */
  abstract Tally take(Compile compile);

  private static Tally command(String prefix, Compile compile) {
    String command = prefix + compile.guid().value();
    return message(compile.relay().message(compile.router(), command), command.length());
  }

  private static Tally message(Cost cost, int bytes) {
    return Tally.ofEvent(cost, 1, BilledMessages.of(bytes));
  }
}
