// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whom clients trust, in files. None holds a key.
 *
 * @param authority the authority of this run alone, in PEM
 * @param added what functions trust beside the usual authorities, in PEM
 * @param bundle all that functions trust, the usual authorities of this Java included, in PEM
 * @param javaStore the same as a key store without a password
 */
public record TrustFiles(Path authority, Path added, Path bundle, Path javaStore) {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  /**
   * Writes the files.
   *
   * @param folder an existing folder, to be deleted by the caller
   * @param authority of this run
   * @param own certificates that functions may meet as well
   */
  public static TrustFiles write(Path folder, X509Certificate authority, List<X509Certificate> own)
      throws IOException {
    TrustFiles files =
        new TrustFiles(
            folder.resolve("authority.pem"),
            folder.resolve("added.pem"),
            folder.resolve("bundle.pem"),
            folder.resolve("trust-store.p12"));
    List<X509Certificate> added = new ArrayList<>(own);
    added.addFirst(authority);
    try {
      List<X509Certificate> all = Stream.concat(added.stream(), usual().stream()).toList();
      Files.writeString(files.authority, pem(List.of(authority)));
      Files.writeString(files.added, pem(added));
      Files.writeString(files.bundle, pem(all));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < all.size(); i++) {
        store.setCertificateEntry(Integer.toString(i), all.get(i));
      }
      try (OutputStream out = Files.newOutputStream(files.javaStore)) {
        store.store(out, null);
      }
      return files;
    } catch (GeneralSecurityException e) {
      throw new IOException("This Java cannot write whom functions trust.", e);
    }
  }

  /** The authorities that a Java program trusts by default. */
  private static List<X509Certificate> usual() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
        .toList();
  }

  private static String pem(List<X509Certificate> certificates)
      throws CertificateEncodingException {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(LINES.encodeToString(certificate.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return text.toString();
  }
}
