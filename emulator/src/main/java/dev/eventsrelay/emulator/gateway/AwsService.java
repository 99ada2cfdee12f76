// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.io.IOException;

/**
 * The AWS service that an integration of type {@code AWS} calls, or what stands for one.
 * Thread-safe.
 */
@FunctionalInterface
public interface AwsService {
  /**
   * Calls the service and waits for its answer.
   *
   * @throws IOException if it does not answer
   * @throws InterruptedException if the call is given up
   */
  Response call(Request request) throws IOException, InterruptedException;

  /**
   * A call, after mapping.
   *
   * @param requestId API Gateway's, of the message that it is for
   * @param contentType of the body; empty for none
   * @param query parameters that the integration adds to the URI, encoded; may be empty
   * @param body may be empty
   */
  record Request(String requestId, String contentType, String query, String body) {}

  /** What the service answered. */
  record Response(int status, String body) {}
}
