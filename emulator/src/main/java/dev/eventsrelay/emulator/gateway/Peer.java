// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a client for all its events.
 *
 * @param domainName a host by which functions reach the gateway, port included, so that a callback
 *     URL can be built from it, as on AWS, where there is never a port: the {@code Host} that the
 *     client used if it is one, else the gateway's address
 */
record Peer(String domainName, String sourceIp, @Nullable String userAgent) {
  private static final Pattern PUBLIC_NAME =
      Pattern.compile("[a-z0-9]+\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");

  static Peer of(Channel channel, HttpHeaders headers) {
    String sourceIp =
        channel.remoteAddress() instanceof InetSocketAddress remote
            ? remote.getAddress().getHostAddress()
            : "";
    return new Peer(
        domainName(channel, headers.get(HttpHeaderNames.HOST, "")),
        sourceIp,
        headers.get(HttpHeaderNames.USER_AGENT));
  }

  private static String domainName(Channel channel, String host) {
    if (!(channel.localAddress() instanceof InetSocketAddress local)) {
      return host;
    }
    String address = local.getAddress().getHostAddress() + ":" + local.getPort();
    boolean reachable =
        host.equals("localhost:" + local.getPort()) || PUBLIC_NAME.matcher(host).matches();
    return reachable ? host : address;
  }
}
