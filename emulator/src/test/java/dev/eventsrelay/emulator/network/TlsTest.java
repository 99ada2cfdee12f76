// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.gateway.Gateways;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway behind this run's certificate, as clients with different needs meet it. */
class TlsTest {
  private static final String API = "a1b2c3d4e5.execute-api.us-east-1.amazonaws.com";
  private static final int PATIENCE_MILLIS = 5_000;

  @TempDir Path folder;
  private Identity identity;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    ServerCertificate own = ServerCertificate.issue(List.of("dev.example.test"), Instant.now());
    identity =
        Identity.create(
            List.of(API),
            Optional.of(new OwnCertificate(List.of(own.certificate(), own.authority()), own.key())),
            folder);
    LambdaFunction function =
        _ ->
            CompletableFuture.completedFuture(
                new InvocationResult.Response(
                    "{\"statusCode\":200}".getBytes(StandardCharsets.UTF_8)));
    gateway = Gateways.with("$connect", function).transport(identity.tls()::detector).start();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", API, "dev.example.test"})
  void handshake_byEachName_isTrustedAndOpens(String name) throws Exception {
    try (SSLSocket socket = socket(name)) {
      assertThat(upgrade(socket)).startsWith("HTTP/1.1 101 ");
    }
  }

  @Test
  void handshake_byNameOfTheUsersCertificate_showsThatOne() throws Exception {
    try (SSLSocket users = socket("dev.example.test");
        SSLSocket ours = socket("127.0.0.1")) {
      assertThat(names(users)).contains("dev.example.test").doesNotContain(API);
      assertThat(names(ours)).contains(API).doesNotContain("dev.example.test");
    }
  }

  @Test
  void handshake_byAnotherName_isRefusedByTheClient() throws Exception {
    try (SSLSocket socket = socket("sqs.us-east-1.amazonaws.com")) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void client_withoutTls_usesTheSamePort() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      assertThat(upgrade(socket)).startsWith("HTTP/1.1 101 ");
    }
  }

  @Test
  void alpn_offeredHttp2AndHttp11_isHttp11() throws Exception {
    try (SSLSocket socket = socket("localhost")) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
    }
  }

  @Test
  void files_written_holdNoKeyAndTheUsualAuthoritiesToo() throws Exception {
    TrustFiles trust = identity.trust();
    for (Path file : List.of(trust.authority(), trust.added(), trust.bundle())) {
      assertThat(file).content().contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE");
    }
    assertThat(trust.bundle()).content().contains(Files.readString(trust.authority()));
    KeyStore store = KeyStore.getInstance(trust.javaStore().toFile(), (char[]) null);
    assertThat(store.size()).isGreaterThan(50);
    for (String alias : Collections.list(store.aliases())) {
      assertThat(store.isCertificateEntry(alias)).isTrue();
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(trust.bundle().getParent())))
        .isEqualTo("rwx------");
  }

  private SSLSocket socket(String name) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeyStore.getInstance(identity.trust().javaStore().toFile(), (char[]) null));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, name, gateway.port(), true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!name.equals("127.0.0.1")) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static String names(SSLSocket socket) throws Exception {
    socket.startHandshake();
    X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return shown.getSubjectAlternativeNames().toString();
  }

  /** Asks for a WebSocket and returns what comes first. */
  private static String upgrade(Socket socket) throws Exception {
    OutputStream out = socket.getOutputStream();
    out.write(
        """
        GET /prod HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r
        """
            .getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    return new String(in.readNBytes(12 + 1), StandardCharsets.US_ASCII);
  }
}
