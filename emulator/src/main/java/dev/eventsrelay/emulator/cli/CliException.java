// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import java.io.Serial;

/** The command cannot do what it was asked. The message is one sentence for the user. */
final class CliException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  CliException(String message) {
    super(message);
  }
}
