// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A certificate that the user brings, for clients that connect by one of its names.
 *
 * @param chain the certificate first
 * @param key its key
 */
public record OwnCertificate(List<X509Certificate> chain, PrivateKey key) {
  private static final int DNS_NAME = 2;

  public OwnCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads PEM files.
   *
   * @param certificates the certificate, followed by those that signed it
   * @param key its unencrypted key; may be the same file
   * @throws IllegalArgumentException with a sentence that says what is wrong with them
   */
  public static OwnCertificate read(Path certificates, Path key) {
    OwnCertificate read = new OwnCertificate(chain(certificates), key(key));
    X509Certificate first = read.chain.getFirst();
    if (!belongTogether(first, read.key)) {
      throw new IllegalArgumentException(
          "The key in %s is not that of the first certificate in %s.".formatted(key, certificates));
    }
    try {
      first.checkValidity();
    } catch (CertificateException e) {
      throw new IllegalArgumentException(
          "The first certificate in %s is valid from %s to %s only."
              .formatted(
                  certificates, first.getNotBefore().toInstant(), first.getNotAfter().toInstant()),
          e);
    }
    if (read.names().isEmpty()) {
      throw new IllegalArgumentException(
          "The first certificate in %s names no host (subject alternative name of type DNS)."
              .formatted(certificates));
    }
    return read;
  }

  /** The hosts that it is for; a leading label may be {@code *}. */
  List<String> names() {
    try {
      Collection<List<?>> names = chain.getFirst().getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> Integer.valueOf(DNS_NAME).equals(name.getFirst()))
              .map(name -> String.valueOf(name.getLast()))
              .toList();
    } catch (CertificateException e) {
      throw new IllegalArgumentException("The certificate's names cannot be read.", e);
    }
  }

  private static List<X509Certificate> chain(Path file) {
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Object part : parts(file)) {
        if (part instanceof X509CertificateHolder certificate) {
          chain.add(converter.getCertificate(certificate));
        }
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException(file + " has a malformed certificate.", e);
    }
    if (chain.isEmpty()) {
      throw new IllegalArgumentException(file + " has no certificate in PEM.");
    }
    return chain;
  }

  private static PrivateKey key(Path file) {
    for (Object part : parts(file)) {
      PrivateKeyInfo key =
          switch (part) {
            case PrivateKeyInfo info -> info;
            case PEMKeyPair pair -> pair.getPrivateKeyInfo();
            default -> null;
          };
      if (key != null) {
        try {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        } catch (PEMException e) {
          throw new IllegalArgumentException(file + " has a malformed private key.", e);
        }
      }
    }
    throw new IllegalArgumentException(file + " has no unencrypted private key in PEM.");
  }

  /** What a PEM file contains, in its order. */
  private static List<Object> parts(Path file) {
    try (PEMParser pem = new PEMParser(Files.newBufferedReader(file))) {
      List<Object> parts = new ArrayList<>();
      for (Object part = pem.readObject(); part != null; part = pem.readObject()) {
        parts.add(part);
      }
      return parts;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s cannot be read (%s: %s)."
              .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
    try {
      Signature signature =
          Signature.getInstance(
              switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC", "ECDSA" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
              });
      signature.initSign(key);
      signature.update((byte) 0);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update((byte) 0);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "OwnCertificate" + names();
  }
}
