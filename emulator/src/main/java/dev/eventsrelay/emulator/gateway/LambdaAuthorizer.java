// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import dev.eventsrelay.emulator.lambda.InvocationResult;
import io.netty.handler.codec.http.HttpRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a function whether a client may connect (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">AWS</a>).
 * Why a function could not decide is logged, because the client only hears that it failed.
 */
record LambdaAuthorizer(ConnectAuthorization.Lambda lambda, Integration integration, Events events)
    implements Authorizer {
  private static final Logger LOGGER = System.getLogger(LambdaAuthorizer.class.getName());

  /** What a function throws to have the client answered with 401. */
  private static final String UNAUTHORIZED = "Unauthorized";

  @Override
  public CompletableFuture<Verdict> judge(Handshaking handshake, HttpRequest http) {
    if (!lambda.identitySources().stream().allMatch(each -> each.isIn(handshake.request()))) {
      return CompletableFuture.completedFuture(Verdict.Refused.UNAUTHORIZED);
    }
    String methodArn = events.connectArn(lambda.arnPrefix());
    return integration
        .invoke(lambda.function(), events.authorize(handshake, methodArn))
        .thenApply(result -> verdict(result, methodArn));
  }

  private static Verdict verdict(InvocationResult result, String methodArn) {
    return switch (result) {
      case InvocationResult.Response(byte[] payload) -> verdict(payload, methodArn);
      case InvocationResult.FunctionError(_, String message) when message.equals(UNAUTHORIZED) ->
          Verdict.Refused.UNAUTHORIZED;
      case InvocationResult.FunctionError(String type, String message) ->
          undecided(type + ": " + message);
      case InvocationResult.TimedOut(var after) -> undecided("no answer within " + after);
      case InvocationResult.Throttled() -> undecided("every environment was busy");
    };
  }

  private static Verdict verdict(byte[] payload, String methodArn) {
    try {
      AuthorizerResponse response = AuthorizerResponse.parse(payload);
      return response.policy().allows(methodArn)
          ? new Verdict.Allowed(response.context())
          : Verdict.Refused.FORBIDDEN;
    } catch (IllegalArgumentException malformed) {
      return undecided(String.valueOf(malformed.getMessage()));
    }
  }

  private static Verdict undecided(String why) {
    LOGGER.log(Level.ERROR, "The authorizer of $connect could not decide: {0}", why);
    return Verdict.Refused.UNDECIDED;
  }
}
