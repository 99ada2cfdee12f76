// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

/**
 * What one step reads or changes.
 *
 * @param key which one of its kind; {@link #ANY} for all
 * @param access how; two steps that only read, or only add, can change places
 */
record Touch(Kind kind, String key, Access access) {
  static final String ANY = "*";

  /** What there is to touch. */
  enum Kind {
    /** The row of a subscription. */
    SUBSCRIPTION,
    /** The note of a subscription. */
    NOTE,
    /** The row that says that a connection is open. */
    REMEMBERED,
    /** The row that says where acks go and remembers them. */
    PUBLISHER,
    /** The row that says which results may wait. */
    INDEX,
    /** The row of a result that waits. */
    PENDING,
    /** Whether a connection is open. */
    CONNECTION,
    /** What a client has received. */
    INBOX
  }

  /** Ways to touch. */
  enum Access {
    READ,
    ADD,
    WRITE
  }

  static Touch reads(Kind kind, String key) {
    return new Touch(kind, key, Access.READ);
  }

  static Touch adds(Kind kind, String key) {
    return new Touch(kind, key, Access.ADD);
  }

  static Touch writes(Kind kind, String key) {
    return new Touch(kind, key, Access.WRITE);
  }

  /** Whether it can matter which of the two comes first. */
  boolean conflictsWith(Touch other) {
    return kind == other.kind
        && (key.equals(other.key) || key.equals(ANY) || other.key.equals(ANY))
        && (access != other.access || access == Access.WRITE);
  }

  /** Whether whatever conflicts with the other one conflicts with this one too. */
  boolean covers(Touch other) {
    return kind == other.kind
        && (key.equals(ANY) || key.equals(other.key))
        && (access == Access.WRITE || access == other.access);
  }
}
