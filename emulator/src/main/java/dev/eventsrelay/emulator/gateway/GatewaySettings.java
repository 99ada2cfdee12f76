// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The limits of a gateway. The defaults are those of API Gateway where AWS documents one (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">quotas</a>),
 * and are marked as the emulator's choice where it does not.
 *
 * @param integrationTimeout how long the gateway waits for a function. Default 29 s, AWS quota
 * @param newConnectionsPerSecond handshakes above it are answered with 429; 0 means no limit.
 *     Default 500, AWS quota
 * @param requestsPerSecond messages of clients and requests to the Management API together; 0 means
 *     no limit. Default 10,000, AWS quota
 * @param outboundBufferBytes bytes that may wait to be written to one client before a post to it is
 *     answered 429; a message that finds the buffer empty is always accepted. Default 1 MB, the
 *     emulator's choice: AWS documents the answer but no size
 * @param requestTimeout silence on an HTTP connection, before or between requests, after which it
 *     is closed. Default 2 minutes, the emulator's choice: the AWS SDKs drop an idle connection
 *     earlier, so it is always they who close it
 * @param receiveTimeout how long a request may take from its first byte to its last. Default 10 s,
 *     the emulator's choice
 * @param closeTimeout how long a client may take to answer a close frame before its connection is
 *     cut. Default 1 s, the emulator's choice
 * @param controlFramesResetIdle whether a client's ping or pong counts as activity. Default true,
 *     the emulator's choice: it is neither documented nor observed
 */
public record GatewaySettings(
    Duration integrationTimeout,
    int newConnectionsPerSecond,
    int requestsPerSecond,
    int outboundBufferBytes,
    Duration requestTimeout,
    Duration receiveTimeout,
    Duration closeTimeout,
    boolean controlFramesResetIdle) {
  /** A larger frame from a client closes its connection with 1009. AWS quota. */
  static final int MAX_FRAME_BYTES = 32 * 1024;

  /**
   * A larger message from a client, assembled from its frames, closes its connection with 1009; a
   * larger post is answered with 413. AWS quota.
   */
  static final int MAX_MESSAGE_BYTES = 128 * 1024;

  /** A connection without a message in either direction for this long is closed. AWS quota. */
  static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);

  /** A connection as old as this is closed. AWS quota. */
  static final Duration MAX_LIFETIME = Duration.ofHours(2);

  public GatewaySettings {
    requirePositive(outboundBufferBytes, "outboundBufferBytes");
    requirePositive(integrationTimeout, "integrationTimeout");
    requirePositive(requestTimeout, "requestTimeout");
    requirePositive(receiveTimeout, "receiveTimeout");
    requirePositive(closeTimeout, "closeTimeout");
    if (newConnectionsPerSecond < 0 || requestsPerSecond < 0) {
      throw new IllegalArgumentException("A rate is below 0; 0 means no limit.");
    }
  }

  /** The settings of API Gateway. */
  public static GatewaySettings defaults() {
    return builder().build();
  }

  /** A builder that starts from {@link #defaults()}. */
  public static Builder builder() {
    return new Builder();
  }

  private static void requirePositive(int value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be above 0.");
    }
  }

  private static void requirePositive(Duration value, String name) {
    requireNonNull(value, name + " is null");
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " is " + value + "; it must be above 0.");
    }
  }

  /** Collects settings; see {@link GatewaySettings} for their meaning. Not thread-safe. */
  public static final class Builder {
    private Duration integrationTimeout = Duration.ofSeconds(29);
    private int newConnectionsPerSecond = 500;
    private int requestsPerSecond = 10_000;
    private int outboundBufferBytes = 1024 * 1024;
    private Duration requestTimeout = Duration.ofMinutes(2);
    private Duration receiveTimeout = Duration.ofSeconds(10);
    private Duration closeTimeout = Duration.ofSeconds(1);
    private boolean controlFramesResetIdle = true;

    private Builder() {}

    public Builder integrationTimeout(Duration value) {
      integrationTimeout = value;
      return this;
    }

    public Builder newConnectionsPerSecond(int value) {
      newConnectionsPerSecond = value;
      return this;
    }

    public Builder requestsPerSecond(int value) {
      requestsPerSecond = value;
      return this;
    }

    public Builder outboundBufferBytes(int value) {
      outboundBufferBytes = value;
      return this;
    }

    public Builder requestTimeout(Duration value) {
      requestTimeout = value;
      return this;
    }

    public Builder receiveTimeout(Duration value) {
      receiveTimeout = value;
      return this;
    }

    public Builder closeTimeout(Duration value) {
      closeTimeout = value;
      return this;
    }

    public Builder controlFramesResetIdle(boolean value) {
      controlFramesResetIdle = value;
      return this;
    }

    public GatewaySettings build() {
      return new GatewaySettings(
          integrationTimeout,
          newConnectionsPerSecond,
          requestsPerSecond,
          outboundBufferBytes,
          requestTimeout,
          receiveTimeout,
          closeTimeout,
          controlFramesResetIdle);
    }
  }
}
