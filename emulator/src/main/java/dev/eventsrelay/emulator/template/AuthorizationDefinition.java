// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.List;

/** Who may connect, as the route {@code $connect} says it. */
public sealed interface AuthorizationDefinition {
  /** Everybody. */
  record None() implements AuthorizationDefinition {}

  /** Who signs the handshake. */
  record Iam() implements AuthorizationDefinition {}

  /**
   * Whom a function lets in.
   *
   * @param functionId its logical id
   * @param identitySources such as {@code route.request.header.Auth}
   */
  record Lambda(String functionId, List<String> identitySources)
      implements AuthorizationDefinition {
    public Lambda {
      identitySources = List.copyOf(identitySources);
    }
  }
}
