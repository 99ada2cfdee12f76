// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Lets a server take plain connections and TLS on one port. A client that names a host of the
 * user's certificate is shown that one, any other client the certificate of this run. Thread-safe.
 */
public final class Tls {
  private final Mapping<String, SslContext> contexts;

  public Tls(ServerCertificate certificate, Optional<OwnCertificate> own) {
    try {
      var byHost =
          new DomainWildcardMappingBuilder<>(context(certificate.key(), certificate.certificate()));
      if (own.isPresent()) {
        SslContext shown =
            context(own.get().key(), own.get().chain().toArray(X509Certificate[]::new));
        own.get().names().stream().distinct().forEach(host -> byHost.add(host, shown));
      }
      contexts = byHost.build();
    } catch (SSLException e) {
      throw new IllegalStateException("This Java cannot use the certificate.", e);
    }
  }

  /** The handler that a connection begins with. */
  public ChannelHandler detector() {
    return new PlainOrTls(contexts);
  }

  private static SslContext context(PrivateKey key, X509Certificate... chain) throws SSLException {
    return SslContextBuilder.forServer(key, chain)
        .sslProvider(SslProvider.JDK)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.FATAL_ALERT,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_1_1))
        .build();
  }
}
