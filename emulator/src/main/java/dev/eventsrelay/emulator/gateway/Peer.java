// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a client for all its events.
 *
 * @param domainName the host that the client used: its {@code Host} header, port included, so that
 *     a callback URL can be built from it, as on AWS, where there is never a port
 */
record Peer(String domainName, String sourceIp, @Nullable String userAgent) {
  static Peer of(Channel channel, HttpHeaders headers) {
    String sourceIp =
        channel.remoteAddress() instanceof InetSocketAddress remote
            ? remote.getAddress().getHostAddress()
            : "";
    return new Peer(
        headers.get(HttpHeaderNames.HOST, ""), sourceIp, headers.get(HttpHeaderNames.USER_AGENT));
  }
}
