// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import dev.eventsrelay.it.Delivery;
import java.util.List;

/**
 * How much a run does: in its short form what fits into CI, in its long form, with {@code
 * -Devents.chaos=long}, what takes minutes.
 */
final class Form {
  private static final boolean LONG = "long".equals(System.getProperty("events.chaos"));

  private Form() {}

  /** One of the two. */
  static <T> T of(T ifShort, T ifLong) {
    return LONG ? ifLong : ifShort;
  }

  /** A number that a system property overrides, whichever the form. */
  static int number(String property, int ifShort, int ifLong) {
    return Integer.getInteger(property, of(ifShort, ifLong));
  }

  /** The default delivery, and in the long form the other one beside it. */
  static List<Delivery> deliveries() {
    return of(List.of(Delivery.QUEUED), List.of(Delivery.DIRECT, Delivery.QUEUED));
  }
}
