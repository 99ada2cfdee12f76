// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.io.Serial;

/** A function could not be started. The message is one sentence for its developer. */
public final class FunctionStartException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  FunctionStartException(String message) {
    super(message);
  }
}
