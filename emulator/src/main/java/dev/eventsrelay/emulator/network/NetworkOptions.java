// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a run does about the network.
 *
 * @param allowNetwork whether functions may reach AWS
 * @param certificate of the user, for clients that connect by a name of it
 */
public record NetworkOptions(boolean allowNetwork, Optional<OwnCertificate> certificate) {
  public NetworkOptions {
    requireNonNull(certificate, "certificate is null");
  }
}
