// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.mapping;

import java.io.Serial;

/** A mapping template cannot be read or applied. The message is one sentence for its author. */
public final class MappingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public MappingException(String message) {
    super(message);
  }

  MappingException(String message, Throwable cause) {
    super(message, cause);
  }
}
