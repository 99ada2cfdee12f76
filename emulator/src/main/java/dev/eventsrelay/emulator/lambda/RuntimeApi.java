// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

/**
 * The Runtime API (2018-06-01) of one execution environment, without HTTP. Called only on the
 * pool's event loop. The answers are those of AWS's open-source server for managed instances, the
 * {@code lambda-managed-instances} part of
 * https://github.com/aws/aws-lambda-runtime-interface-emulator.
 */
interface RuntimeApi {
  /** A connection asks for an invocation and waits until {@link RuntimePoll#send}. */
  void next(RuntimePoll poll);

  /** The connection of a waiting poll was lost. */
  void pollLost(RuntimePoll poll);

  /** The code ended an invocation, with a response or an error. */
  RuntimeAnswer ended(String requestId, InvocationResult result);

  /** The code could not be initialized. */
  RuntimeAnswer initFailed(InvocationResult.FunctionError error);
}
