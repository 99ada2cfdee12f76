// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.time.Duration;

/**
 * Receives what happens in a {@link Gateway}. Called on event loops and on functions' threads, so
 * implementations must be thread-safe and must neither block nor throw.
 */
public interface GatewayListener {
  /** Ignores everything. */
  GatewayListener NONE = new GatewayListener() {};

  /** A client's connection is open. */
  default void connected(Client client) {}

  /**
   * A handshake was refused.
   *
   * @param status of HTTP
   */
  default void refused(int status) {}

  /** An event is about to go to its route. */
  default void requested(RouteRequest request) {}

  /** The gateway has the answer to an event, or has given up waiting for one. */
  default void answered(RouteAnswer answer) {}

  /** A post of the Management API was answered. */
  default void posted(AnsweredPost post) {}

  /** A connection has ended. */
  default void disconnected(String connectionId) {}

  /**
   * The client of an open connection.
   *
   * @param connectedAt milliseconds since the epoch
   * @param userAgent empty if it sent none
   */
  record Client(String connectionId, String sourceIp, String userAgent, long connectedAt) {}

  /**
   * An event on its way to a route.
   *
   * @param requestId API Gateway's, as the function's event has it
   * @param routeKey empty if no route takes the message
   * @param text the client's message as UTF-8, empty for {@code $connect} and {@code $disconnect};
   *     not to be modified
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; copies would be a waste
  record RouteRequest(String requestId, String connectionId, String routeKey, byte[] text) {}

  /**
   * How the gateway answered an event.
   *
   * @param status that the function returned; 0 if it returned none
   * @param sent the frame that the client gets; empty if it gets none
   */
  record RouteAnswer(
      String requestId, String connectionId, RouteOutcome outcome, int status, String sent) {}

  /**
   * A post of the Management API with its answer.
   *
   * @param userAgent of its sender; empty if there is none
   * @param traceId the header {@code X-Amzn-Trace-Id}; empty if there is none
   * @param attempt of the SDK that sends it, from 1; 1 if it does not say
   * @param text its first {@link #MAX_TEXT_BYTES} bytes
   * @param bytes its whole size
   * @param status of HTTP
   * @param duration from the whole request to the answer
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; copies would be a waste
  record AnsweredPost(
      String connectionId,
      String userAgent,
      String traceId,
      int attempt,
      byte[] text,
      int bytes,
      int status,
      Duration duration) {}

  /** What a listener hears of a post at the most. */
  int MAX_TEXT_BYTES = 4096;
}
