// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {
  private final ServerCertificate issued =
      ServerCertificate.issue(List.of("dev.example.test"), Instant.now());

  @TempDir Path folder;

  @Test
  void files_thatFit_areRead() throws Exception {
    OwnCertificate read =
        OwnCertificate.read(
            pem("chain.pem", issued.certificate(), issued.authority()),
            pem("key.pem", issued.key()));

    assertThat(read.chain()).containsExactly(issued.certificate(), issued.authority());
    assertThat(read.names()).contains("dev.example.test");
    assertThat(read).hasToString("OwnCertificate[localhost, dev.example.test]");
  }

  @Test
  void oneFile_withBoth_isRead() throws Exception {
    Path both = pem("both.pem", issued.certificate(), issued.key());

    assertThat(OwnCertificate.read(both, both).key()).isEqualTo(issued.key());
  }

  @Test
  void key_ofAnotherCertificate_isRefusedByName() throws Exception {
    ServerCertificate other = ServerCertificate.issue(List.of("other.test"), Instant.now());

    assertRefused(pem("chain.pem", issued.certificate()), pem("key.pem", other.key()))
        .hasMessageContaining("is not that of the first certificate");
  }

  @Test
  void certificate_expired_isRefusedWithItsTimes() throws Exception {
    ServerCertificate old =
        ServerCertificate.issue(List.of("old.test"), Instant.now().minus(Duration.ofDays(800)));

    assertRefused(pem("chain.pem", old.certificate()), pem("key.pem", old.key()))
        .hasMessageContaining("is valid from ");
  }

  @Test
  void files_thatAreNot_areRefusedByName() throws Exception {
    Path chain = pem("chain.pem", issued.certificate());
    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate\n");
    Path missing = folder.resolve("missing.pem");

    assertRefused(missing, chain).hasMessageContaining(missing + " cannot be read");
    assertRefused(text, chain).hasMessageContaining(text + " has no certificate in PEM");
    assertRefused(chain, text).hasMessageContaining(text + " has no unencrypted private key");
    assertRefused(chain, chain).hasMessageContaining(chain + " has no unencrypted private key");
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(Path chain, Path key) {
    return assertThatThrownBy(() -> OwnCertificate.read(chain, key))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Path pem(String name, Object... parts) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object part : parts) {
        writer.writeObject(
            part instanceof PrivateKey key ? new JcaPKCS8Generator(key, null) : part);
      }
    }
    return Files.writeString(folder.resolve(name), text.toString());
  }
}
