// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks;

import org.jspecify.annotations.Nullable;

/** A run that broke, with a sentence for people; its figures are worth nothing. */
public final class BenchmarkException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BenchmarkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
