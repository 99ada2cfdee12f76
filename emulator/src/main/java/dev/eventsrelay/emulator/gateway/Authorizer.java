// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.handler.codec.http.HttpRequest;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Decides at the handshake whether a client may connect. Thread-safe. */
@FunctionalInterface
interface Authorizer {
  /**
   * Completes with the verdict, never exceptionally, on whichever thread brought it.
   *
   * @param http only read before this method returns
   */
  CompletableFuture<Verdict> judge(Handshaking handshake, HttpRequest http);

  /** A client that has asked to connect and has no answer yet. */
  record Handshaking(Connection connection, String requestId, ConnectRequest request) {}

  static Authorizer of(
      ConnectAuthorization authorization,
      Integration integration,
      Events events,
      InstantSource clock) {
    return switch (authorization) {
      case ConnectAuthorization.None() ->
          (_, _) -> CompletableFuture.completedFuture(Verdict.ALLOWED);
      case ConnectAuthorization.Iam iam -> new SignatureAuthorizer(iam, clock);
      case ConnectAuthorization.Lambda lambda -> new LambdaAuthorizer(lambda, integration, events);
    };
  }
}
