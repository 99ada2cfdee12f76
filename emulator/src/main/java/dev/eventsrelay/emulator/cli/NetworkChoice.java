// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.EmulatorBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options for the network. */
final class NetworkChoice {
  @Option(
      names = "--allow-network",
      description =
          "Let functions reach AWS. Otherwise only the API, Lambda's Invoke, DynamoDB and endpoints"
              + " that the template sets are reached, and every other host of AWS is refused.")
  private boolean allowNetwork;

  @ArgGroup(exclusive = false)
  private @Nullable Certificate certificate;

  /** The two go together. */
  static final class Certificate {
    @Option(
        names = "--tls-certificate",
        paramLabel = "FILE",
        required = true,
        description =
            "Your certificate and those that signed it, in PEM, for clients that connect by one of"
                + " its names. Other clients are shown a certificate of this run, which"
                + " certificateFile in the ready file vouches for.")
    @SuppressWarnings("NullAway.Init") // required
    Path chain;

    @Option(
        names = "--tls-key",
        paramLabel = "FILE",
        required = true,
        description = "Its unencrypted key, in PEM.")
    @SuppressWarnings("NullAway.Init") // required
    Path key;
  }

  void applyTo(EmulatorBuilder builder) {
    if (allowNetwork) {
      builder.allowNetwork();
    }
    if (certificate != null) {
      builder.tlsCertificate(certificate.chain, certificate.key);
    }
  }
}
