// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

/** How a function call ended for the gateway. */
sealed interface IntegrationResult {
  /** The function returned a well-formed proxy response, whatever its status. */
  record Answered(ProxyResponse response) implements IntegrationResult {}

  /**
   * The function failed, reached its own timeout, or returned a malformed response; or the service
   * did.
   *
   * @param reason which of them, for people
   */
  record Failed(String reason) implements IntegrationResult {}

  /** The client has no API key, which the route requires, so nothing was called. */
  record Forbidden() implements IntegrationResult {}

  /** Lambda did not accept the invocation. */
  record Rejected() implements IntegrationResult {}

  /** The gateway's own timeout passed; the function runs on. */
  record TimedOut() implements IntegrationResult {}
}
