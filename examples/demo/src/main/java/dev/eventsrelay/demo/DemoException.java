// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.demo;

import java.io.Serial;

/** The demo did not go as it should; the message is a sentence for the user. */
final class DemoException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
