// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0

/** Tells what it was given; fails when asked to. */
exports.handle = async (event, context) => {
  if (event.requestContext.routeKey === 'fail') {
    throw new RangeError('asked to fail');
  }
  return {
    statusCode: 200,
    body: JSON.stringify({
      node: process.version,
      routeKey: event.requestContext.routeKey,
      connectionId: event.requestContext.connectionId,
      callbackUrl: process.env.CALLBACK_URL,
      functionName: context.functionName,
      invokedFunctionArn: context.invokedFunctionArn,
      remainingMillis: context.getRemainingTimeInMillis(),
    }),
  };
};
