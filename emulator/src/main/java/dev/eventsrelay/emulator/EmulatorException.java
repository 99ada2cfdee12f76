// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The emulator could not start, and nothing is left running. The message is one sentence for the
 * user.
 */
public final class EmulatorException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  EmulatorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
