// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.time.Duration;

/**
 * An invocation that an environment served, as its caller saw it end.
 *
 * @param functionName the function
 * @param requestId Lambda's request id
 * @param event what was sent; not to be modified
 * @param pid the environment's process
 * @param result what the caller got
 * @param duration from the handover of the event to the result
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copies would be a waste
public record CompletedInvocation(
    String functionName,
    String requestId,
    byte[] event,
    long pid,
    InvocationResult result,
    Duration duration) {}
