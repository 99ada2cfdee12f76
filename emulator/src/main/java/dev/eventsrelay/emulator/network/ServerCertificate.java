// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificate of one run and the authority that signed it. The authority's key is gone when
 * {@link #issue} returns, so whoever trusts the authority trusts this certificate and no other. The
 * server's key exists in memory only.
 *
 * @param authority what clients have to trust
 * @param certificate what the servers of this run show
 * @param key the certificate's key
 */
public record ServerCertificate(
    X509Certificate authority, X509Certificate certificate, PrivateKey key) {
  /** Longer than anybody lets an emulator run. */
  private static final Duration LIFETIME = Duration.ofDays(365);

  /** So that a client whose clock is behind accepts it. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private static final int SERIAL_BITS = 120;
  private static final String SIGNATURE = "SHA256withECDSA";

  /**
   * Makes an authority and a certificate of it for {@code localhost}, 127.0.0.1, ::1 and the hosts.
   *
   * @param hosts names, a leading label {@code *} included
   * @param now when it begins to be valid; it ends a year later
   */
  public static ServerCertificate issue(List<String> hosts, Instant now) {
    try {
      SecureRandom random = new SecureRandom();
      KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
      keys.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair root = keys.generateKeyPair();
      KeyPair server = keys.generateKeyPair();
      X500Principal issuer = new X500Principal("CN=Emulator authority of one run");
      JcaX509ExtensionUtils ids = new JcaX509ExtensionUtils();

      X509v3CertificateBuilder authority =
          template(issuer, issuer, root.getPublic(), random, now)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  ids.createSubjectKeyIdentifier(root.getPublic()));
      X509v3CertificateBuilder leaf =
          template(issuer, new X500Principal("CN=localhost"), server.getPublic(), random, now)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
              .addExtension(Extension.subjectAlternativeName, false, names(hosts))
              // Python 3.13 refuses a certificate that does not name its issuer's key.
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  ids.createAuthorityKeyIdentifier(root.getPublic()));
      return new ServerCertificate(
          signed(authority, root.getPrivate()),
          signed(leaf, root.getPrivate()),
          server.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException("This Java cannot make a certificate.", e);
    }
  }

  private static X509v3CertificateBuilder template(
      X500Principal issuer,
      X500Principal subject,
      PublicKey key,
      SecureRandom random,
      Instant now) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(SERIAL_BITS, random),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(LIFETIME)),
        subject,
        key);
  }

  private static GeneralNames names(List<String> hosts) {
    Stream<GeneralName> names =
        Stream.concat(Stream.of("localhost"), hosts.stream())
            .map(host -> new GeneralName(GeneralName.dNSName, host));
    Stream<GeneralName> addresses =
        Stream.of("127.0.0.1", "::1").map(ip -> new GeneralName(GeneralName.iPAddress, ip));
    return new GeneralNames(Stream.concat(names, addresses).toArray(GeneralName[]::new));
  }

  private static X509Certificate signed(X509v3CertificateBuilder certificate, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(certificate.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ServerCertificate[" + certificate.getSubjectX500Principal() + "]";
  }
}
