// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static java.util.Objects.requireNonNull;

/** Answers a function's calls in the place of AWS's services. Thread-safe. */
@FunctionalInterface
public interface StandIn {
  /** The table that functions use while they rehearse. */
  String TABLE = "rehearsal";

  /**
   * A call.
   *
   * @param operation of DynamoDB, such as {@code Query}; empty for the Management API
   * @param path of the URL
   * @param body JSON of DynamoDB, or what is posted
   */
  record Call(String operation, String path, String body) {
    public Call {
      requireNonNull(operation, "operation is null");
      requireNonNull(path, "path is null");
      requireNonNull(body, "body is null");
    }
  }

  /** An answer: a status of HTTP, and JSON. */
  record Reply(int status, String json) {
    public Reply {
      requireNonNull(json, "json is null");
    }
  }

  /** Answers a call, without waiting for anything. */
  Reply reply(Call call);
}
