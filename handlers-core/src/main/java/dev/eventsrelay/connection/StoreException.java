// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.connection;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The store did not do what was asked of it. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kept the store from it. */
  public enum Kind {
    /** It refused for load, and still did after retries. */
    THROTTLED,
    /** It was not asked: too many other calls were under way. */
    OVERLOADED,
    /** It did not answer in time. */
    TIMED_OUT,
    /** It answered with an internal error, or could not be reached. */
    UNAVAILABLE,
    /** It will never do that: the request, the table or the permission is wrong. */
    REJECTED
  }

  private final Kind kind;
  private final String reason;

  /** An exception of that kind, with what the store said. */
  public StoreException(Kind kind, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.kind = requireNonNull(kind, "kind is null");
    this.reason = requireNonNull(reason, "reason is null");
  }

  /** What kept the store from it. */
  public Kind kind() {
    return kind;
  }

  /** What the store said, for the log. */
  public String reason() {
    return reason;
  }
}
