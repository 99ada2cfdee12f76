// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What can be made to go wrong. A {@link Strike} happens once, when it is injected. A {@link
 * Standing} fault hits calls at its rate until it is cleared.
 *
 * <p>A rate is a share of 1: 0.05 hits one call in twenty, 1 hits all.
 */
public sealed interface Fault {
  /** A fault that happens once. */
  sealed interface Strike extends Fault {}

  /** A fault that lasts until it is cleared. */
  sealed interface Standing extends Fault {
    /** The share of calls that are hit, above 0 and at most 1. */
    double rate();
  }

  /**
   * Kills one execution environment with SIGKILL, as the kernel would; it is replaced.
   *
   * @param function logical id of its function; empty for any function
   */
  record KillEnvironment(Optional<String> function) implements Strike {}

  /**
   * Kills all execution environments at once.
   *
   * @param function logical id of their function; empty for all functions
   */
  record KillEnvironments(Optional<String> function) implements Strike {}

  /**
   * Resets a client's TCP connection.
   *
   * @param connection its id; empty for any open one
   */
  record Cut(Optional<String> connection) implements Strike {}

  /** Resets the TCP connections of all clients. */
  record CutAll() implements Strike {}

  /**
   * Leaves a connection half open until the faults are cleared: nothing is read from or written to
   * the client, and its end goes unnoticed.
   *
   * @param connection its id; empty for any open one
   */
  record Stall(Optional<String> connection) implements Strike {}

  /**
   * Makes a client slow until the faults are cleared: once its outbound buffer is full, posts to it
   * are answered with 429.
   *
   * @param bytesPerSecond rate at which it accepts bytes, above 0
   * @param connection its id; empty for any open one
   */
  record Slow(int bytesPerSecond, Optional<String> connection) implements Strike {
    public Slow {
      if (bytesPerSecond < 1) {
        throw new IllegalArgumentException(
            "bytes-per-second is %d and must be at least 1.".formatted(bytesPerSecond));
      }
    }
  }

  /**
   * Refuses handshakes before the {@code $connect} function hears of them.
   *
   * @param status of HTTP, 400 to 599
   */
  record RefuseConnect(int status, double rate) implements Standing {
    public RefuseConnect {
      Checks.error(status);
      Checks.rate(rate);
    }
  }

  /**
   * Delays posts of the Management API. Other faults decide what happens to them then.
   *
   * @param by how long, above 0
   * @param connection only posts to this one; empty for all
   */
  record DelayPosts(Duration by, double rate, Optional<String> connection) implements Standing {
    public DelayPosts {
      Checks.delay(by);
      Checks.rate(rate);
    }
  }

  /**
   * Answers posts of the Management API with an error.
   *
   * @param status of HTTP, 400 to 599
   * @param client what the client notices: nothing, the message, or the loss of its connection,
   *     which suits 410
   * @param connection only posts to this one; empty for all
   */
  record FailPosts(int status, Client client, double rate, Optional<String> connection)
      implements Standing {
    public FailPosts {
      Checks.error(status);
      requireNonNull(client, "client is null");
      Checks.rate(rate);
    }

    /** What the client notices of a post whose sender is told that it failed. */
    public enum Client {
      /** Nothing. */
      MISSES,
      /** The message arrives; only the answer to its sender is wrong. */
      GETS,
      /** Its connection is cut, and the message is lost. */
      IS_CUT
    }
  }

  /**
   * Delays DynamoDB calls.
   *
   * @param by how long, above 0
   * @param operation only this one, such as {@code Query}; empty for all
   */
  record DelayDynamoDb(Duration by, double rate, Optional<String> operation) implements Standing {
    public DelayDynamoDb {
      Checks.delay(by);
      Checks.rate(rate);
    }
  }

  /**
   * Answers DynamoDB calls with {@code ProvisionedThroughputExceededException} and does not carry
   * them out.
   *
   * @param operation only this one; empty for all
   */
  record ThrottleDynamoDb(double rate, Optional<String> operation) implements Standing {
    public ThrottleDynamoDb {
      Checks.rate(rate);
    }
  }

  /**
   * Answers DynamoDB calls with {@code InternalServerError}.
   *
   * @param status of HTTP, 500 to 599
   * @param carriedOut whether the call is carried out and only the answer is wrong
   * @param operation only this one; empty for all
   */
  record FailDynamoDb(int status, boolean carriedOut, double rate, Optional<String> operation)
      implements Standing {
    public FailDynamoDb {
      Checks.serverError(status, "DynamoDB");
      Checks.rate(rate);
    }
  }

  /**
   * Delays SQS calls, of the gateway, of event source mappings and of functions.
   *
   * @param by how long, above 0
   * @param operation only this one, such as {@code SendMessage}; empty for all
   */
  record DelaySqs(Duration by, double rate, Optional<String> operation) implements Standing {
    public DelaySqs {
      Checks.delay(by);
      Checks.rate(rate);
    }
  }

  /**
   * Answers SQS calls with {@code RequestThrottled} and does not carry them out.
   *
   * @param operation only this one; empty for all
   */
  record ThrottleSqs(double rate, Optional<String> operation) implements Standing {
    public ThrottleSqs {
      Checks.rate(rate);
    }
  }

  /**
   * Answers SQS calls with {@code InternalError}.
   *
   * @param status of HTTP, 500 to 599
   * @param carriedOut whether the call is carried out and only the answer is wrong
   * @param operation only this one; empty for all
   */
  record FailSqs(int status, boolean carriedOut, double rate, Optional<String> operation)
      implements Standing {
    public FailSqs {
      Checks.serverError(status, "SQS");
      Checks.rate(rate);
    }
  }
}
