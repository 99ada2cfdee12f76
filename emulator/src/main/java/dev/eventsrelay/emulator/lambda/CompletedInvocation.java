// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.time.Duration;

/**
 * An invocation that an environment was given, as its caller saw it end.
 *
 * @param functionName whose
 * @param requestId Lambda's request id
 * @param event what was sent; not to be modified
 * @param pid the environment's process
 * @param result what the caller got
 * @param duration from handing the event over to the result
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy per invocation would only cost
public record CompletedInvocation(
    String functionName,
    String requestId,
    byte[] event,
    long pid,
    InvocationResult result,
    Duration duration) {}
