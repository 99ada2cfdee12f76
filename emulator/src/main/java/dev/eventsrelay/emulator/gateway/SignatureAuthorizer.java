// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.handler.codec.http.HttpRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * Lets in who has signed the handshake. The reason of a refusal is logged, never the signature that
 * was expected.
 */
record SignatureAuthorizer(ConnectAuthorization.Iam iam, InstantSource clock)
    implements Authorizer {
  private static final Logger LOGGER = System.getLogger(SignatureAuthorizer.class.getName());

  @Override
  public CompletableFuture<Verdict> judge(Handshaking handshake, HttpRequest http) {
    try {
      SignedRequest.of(http).verify(iam, clock.instant());
      return CompletableFuture.completedFuture(Verdict.ALLOWED);
    } catch (IllegalArgumentException wrong) {
      LOGGER.log(Level.INFO, "A handshake was refused: {0}", wrong.getMessage());
      return CompletableFuture.completedFuture(Verdict.Refused.FORBIDDEN);
    }
  }
}
