// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What can go wrong on purpose. A {@link Strike} happens once, when it is injected; a {@link
 * Standing} fault hits what passes from then on, at its rate, until it is cleared.
 *
 * <p>A rate is a share of 1: 0.05 hits one call in twenty, 1 hits all.
 */
public sealed interface Fault {
  /** Happens once. */
  sealed interface Strike extends Fault {}

  /** Lasts until it is cleared. */
  sealed interface Standing extends Fault {
    /** The share of what passes that is hit, above 0 and at most 1. */
    double rate();
  }

  /**
   * Kills one execution environment with SIGKILL, as by the kernel; it is replaced.
   *
   * @param function its logical id; empty for one of any function
   */
  record KillEnvironment(Optional<String> function) implements Strike {}

  /**
   * Kills all execution environments at once.
   *
   * @param function the logical id of the function whose they are; empty for those of all functions
   */
  record KillEnvironments(Optional<String> function) implements Strike {}

  /**
   * Resets a client's TCP connection.
   *
   * @param connection its id; empty for one of the open ones
   */
  record Cut(Optional<String> connection) implements Strike {}

  /** Resets the TCP connections of all clients. */
  record CutAll() implements Strike {}

  /**
   * Leaves a connection half open: nothing is read from or written to the client any more, and its
   * end is not noticed, until the faults are cleared.
   *
   * @param connection its id; empty for one of the open ones
   */
  record Stall(Optional<String> connection) implements Strike {}

  /**
   * Makes a client slow, until the faults are cleared: once its outbound buffer is full, posts to
   * it are answered 429.
   *
   * @param bytesPerSecond what it takes, above 0
   * @param connection its id; empty for one of the open ones
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
   * Refuses handshakes before the function of {@code $connect} hears of them.
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
   * Holds posts of the Management API back; what then becomes of them is another matter.
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
   * @param client what the client notices: nothing, the message, or that its connection is cut,
   *     which goes well with 410
   * @param connection only posts to this one; empty for all
   */
  record FailPosts(int status, Client client, double rate, Optional<String> connection)
      implements Standing {
    public FailPosts {
      Checks.error(status);
      requireNonNull(client, "client is null");
      Checks.rate(rate);
    }

    /** What the client notices of a post that its poster is told has failed. */
    public enum Client {
      /** Nothing. */
      MISSES,
      /** The message: only the answer to the poster is wrong. */
      GETS,
      /** Its connection is cut, and with it the message. */
      IS_CUT
    }
  }

  /**
   * Holds calls of DynamoDB back.
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
   * Answers calls of DynamoDB with {@code ProvisionedThroughputExceededException}; they are not
   * carried out.
   *
   * @param operation only this one; empty for all
   */
  record ThrottleDynamoDb(double rate, Optional<String> operation) implements Standing {
    public ThrottleDynamoDb {
      Checks.rate(rate);
    }
  }

  /**
   * Answers calls of DynamoDB with {@code InternalServerError}.
   *
   * @param status of HTTP, 500 to 599
   * @param carriedOut whether only the answer is wrong
   * @param operation only this one; empty for all
   */
  record FailDynamoDb(int status, boolean carriedOut, double rate, Optional<String> operation)
      implements Standing {
    public FailDynamoDb {
      if (status < 500 || status > 599) {
        throw new IllegalArgumentException(
            "status is %d and must be 500 to 599: an error of DynamoDB itself.".formatted(status));
      }
      Checks.rate(rate);
    }
  }
}
