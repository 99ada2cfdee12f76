// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import org.jspecify.annotations.Nullable;

/**
 * A Lambda context.
 *
 * @param requestId of the invocation
 * @param remainingMillis until its timeout
 * @param traceId of X-Ray, if the invocation is traced
 */
public record FakeContext(String requestId, int remainingMillis, @Nullable String traceId)
    implements Context {
  public FakeContext(String requestId, int remainingMillis) {
    this(requestId, remainingMillis, null);
  }

  @Override
  public @Nullable String getXrayTraceId() {
    return traceId;
  }

  @Override
  public String getAwsRequestId() {
    return requestId;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return remainingMillis;
  }

  @Override
  public String getLogGroupName() {
    return "group";
  }

  @Override
  public String getLogStreamName() {
    return "stream";
  }

  @Override
  public String getFunctionName() {
    return "function";
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST.PUBLISHED";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:us-east-1:000000000000:function:function";
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException("no identity");
  }

  @Override
  public ClientContext getClientContext() {
    throw new UnsupportedOperationException("no client context");
  }

  @Override
  public int getMemoryLimitInMB() {
    return 2_048;
  }

  @Override
  public LambdaLogger getLogger() {
    throw new UnsupportedOperationException("handlers write their own log lines");
  }
}
