// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;

/**
 * The context of invocations that a rehearsal makes, of three classes in turn. Immutable.
 *
 * <p>The second compiler builds the only class that there is, or the two that a call has met, into
 * that call, and throws the code away when Lambda's own comes. After three it calls whatever comes.
 */
sealed interface RehearsalContext extends Context {
  int MILLIS = 5_000;

  record First() implements RehearsalContext {}

  record Second() implements RehearsalContext {}

  record Third() implements RehearsalContext {}

  /** That of an invocation by its number. */
  static Context of(int number) {
    return switch (number % 3) {
      case 0 -> new First();
      case 1 -> new Second();
      default -> new Third();
    };
  }

  @Override
  default String getAwsRequestId() {
    return "rehearsal";
  }

  @Override
  default int getRemainingTimeInMillis() {
    return MILLIS;
  }

  @Override
  default String getFunctionName() {
    return "rehearsal";
  }

  @Override
  default String getXrayTraceId() {
    return "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0";
  }

  @Override
  default String getLogGroupName() {
    throw unused();
  }

  @Override
  default String getLogStreamName() {
    throw unused();
  }

  @Override
  default String getFunctionVersion() {
    throw unused();
  }

  @Override
  default String getInvokedFunctionArn() {
    throw unused();
  }

  @Override
  default CognitoIdentity getIdentity() {
    throw unused();
  }

  @Override
  default ClientContext getClientContext() {
    throw unused();
  }

  @Override
  default int getMemoryLimitInMB() {
    throw unused();
  }

  @Override
  default LambdaLogger getLogger() {
    throw unused();
  }

  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException("a rehearsal does not have it");
  }
}
