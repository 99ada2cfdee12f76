// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who the servers of one run are, and how clients know it.
 *
 * @param tls for the servers
 * @param trust for the clients
 */
public record Identity(Tls tls, TrustFiles trust) {
  /**
   * Makes the certificate of a run.
   *
   * @param hosts what it is for, besides this machine's own names
   * @param own what to show to clients that connect by a name of it
   * @param scratch a folder of this run, which the caller deletes
   */
  public static Identity create(List<String> hosts, Optional<OwnCertificate> own, Path scratch)
      throws IOException {
    ServerCertificate certificate = ServerCertificate.issue(hosts, Instant.now());
    TrustFiles trust =
        TrustFiles.write(
            Files.createTempDirectory(scratch, "trust"),
            certificate.authority(),
            own.map(OwnCertificate::chain).orElse(List.of()));
    return new Identity(new Tls(certificate, own), trust);
  }
}
