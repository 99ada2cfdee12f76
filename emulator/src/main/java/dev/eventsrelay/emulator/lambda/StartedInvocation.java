// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

/**
 * An invocation that an environment has got to work on.
 *
 * @param functionName the function
 * @param requestId Lambda's request id
 * @param traceId the X-Ray header that its code got
 * @param event what was sent; not to be modified
 * @param pid the environment's process
 * @param environmentId the application id that its AWS SDK clients send in {@code User-Agent},
 *     unless the function sets another one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copies would be a waste
public record StartedInvocation(
    String functionName,
    String requestId,
    String traceId,
    byte[] event,
    long pid,
    String environmentId) {}
