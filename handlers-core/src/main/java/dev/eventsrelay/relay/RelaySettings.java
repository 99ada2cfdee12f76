// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.function.Variables;
import java.time.Duration;
import java.util.Map;

/**
 * What the environment variables say to the relay.
 *
 * @param publisherTtl {@code PUBLISHER_TTL_SECONDS}, 300: how long an ack finds its way, and is
 *     remembered; a router acknowledges within a minute
 * @param pendingTtl {@code PENDING_TTL_SECONDS}, 60: how long a result waits for its subscriber,
 *     which is as long as a router waits for its result; 0 keeps no results
 * @param sendsNack {@code SEND_NACK}, true: whether the sender of a result is told that nobody is
 *     subscribed to it
 */
public record RelaySettings(Duration publisherTtl, Duration pendingTtl, boolean sendsNack) {
  public RelaySettings {
    requireNonNull(publisherTtl, "publisherTtl is null");
    requireNonNull(pendingTtl, "pendingTtl is null");
  }

  /**
   * Reads the settings.
   *
   * @throws IllegalStateException with a sentence that names the variable that is wrong
   */
  public static RelaySettings from(Map<String, String> environment) {
    Variables variables = new Variables(environment);
    return new RelaySettings(
        Duration.ofSeconds(variables.number("PUBLISHER_TTL_SECONDS", 300, 10, 604_800)),
        Duration.ofSeconds(variables.number("PENDING_TTL_SECONDS", 60, 0, 3_600)),
        variables.flag("SEND_NACK", true));
  }

  /** Whether a result that nobody has received waits for a subscriber. */
  public boolean keepsResults() {
    return !pendingTtl.isZero();
  }
}
