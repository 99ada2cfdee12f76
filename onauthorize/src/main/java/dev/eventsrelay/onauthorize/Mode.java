// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import dev.eventsrelay.function.Variables;

/** What happens to a client that does not have the secret. */
enum Mode {
  /** It is let in and counted, so that switching to {@link #ENFORCE} surprises nobody. */
  REPORT(AuthorizationMetric.Count.WOULD_BE_REFUSED, "connect would be refused"),
  /** It is refused with 403. */
  ENFORCE(AuthorizationMetric.Count.REFUSED, "connect refused");

  private final AuthorizationMetric.Count refusals;
  private final String refusalMessage;

  Mode(AuthorizationMetric.Count refusals, String refusalMessage) {
    this.refusals = refusals;
    this.refusalMessage = refusalMessage;
  }

  static Mode from(Variables variables) {
    String text = variables.required("CONNECT_AUTHORIZATION", "report or shared-secret");
    return switch (text) {
      case "report" -> REPORT;
      case "shared-secret" -> ENFORCE;
      default ->
          throw new IllegalStateException(
              "Environment variable CONNECT_AUTHORIZATION is '"
                  + text
                  + "': it must be report or shared-secret.");
    };
  }

  AuthorizationMetric.Count refusals() {
    return refusals;
  }

  String refusalMessage() {
    return refusalMessage;
  }
}
