// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import dev.eventsrelay.emulator.EmulatorBuilder;
import java.util.Locale;

/** How API Gateway hands messages and ends of connections over, by the template's parameters. */
public enum Delivery {
  /** It invokes the function, and forgets what the function refuses. */
  DIRECT,
  /** It puts them on a queue, which keeps them until a function has done them. */
  QUEUED;

  /** Chooses it for both routes that can be queued. */
  public EmulatorBuilder of(EmulatorBuilder builder) {
    return builder
        .parameter("DefaultDelivery", parameter())
        .parameter("DisconnectDelivery", parameter());
  }

  /** As the template writes it. */
  private String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return parameter();
  }
}
