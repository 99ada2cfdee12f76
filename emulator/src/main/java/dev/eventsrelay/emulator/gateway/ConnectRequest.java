// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a {@code $connect} event says about the upgrade request.
 *
 * @param headers in their original case, without the hop-by-hop headers and with those that API
 *     Gateway adds
 * @param query URL-decoded; empty if the URL has no query
 */
record ConnectRequest(Map<String, List<String>> headers, Map<String, List<String>> query) {
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "upgrade",
          "content-length",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "x-forwarded-port",
          "x-forwarded-proto");

  /**
   * @throws IllegalArgumentException if the query is not well-formed
   */
  static ConnectRequest of(Channel channel, HttpRequest request, long nowMillis) {
    Peer peer = Peer.of(channel, request.headers());
    Map<String, List<String>> headers = original(request.headers());
    addTo(headers, "X-Amzn-Trace-Id", traceId(nowMillis));
    headers.put("X-Forwarded-For", List.of(forwardedFor(request.headers(), peer)));
    if (channel.localAddress() instanceof InetSocketAddress local) {
      headers.put("X-Forwarded-Port", List.of(Integer.toString(local.getPort())));
    }
    boolean secure = Pipelines.isSecure(channel.pipeline());
    headers.put("X-Forwarded-Proto", List.of(secure ? "https" : "http"));
    return new ConnectRequest(headers, query(request.uri()));
  }

  private static Map<String, List<String>> original(HttpHeaders from) {
    // API Gateway compares names without regard to case and keeps the first spelling.
    Map<String, String> spelling = new LinkedHashMap<>();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (var header : from) {
      String lowerCase = header.getKey().toLowerCase(Locale.ROOT);
      if (!HOP_BY_HOP.contains(lowerCase) && !lowerCase.equals("x-forwarded-for")) {
        String name = spelling.computeIfAbsent(lowerCase, _ -> header.getKey());
        headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(header.getValue());
      }
    }
    return headers;
  }

  private static void addTo(Map<String, List<String>> headers, String name, String value) {
    if (headers.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
      headers.put(name, List.of(value));
    }
  }

  private static String forwardedFor(HttpHeaders headers, Peer peer) {
    List<String> hops = new ArrayList<>(headers.getAll("X-Forwarded-For"));
    hops.add(peer.sourceIp());
    return String.join(", ", hops);
  }

  private static Map<String, List<String>> query(String uri) {
    return QueryStringDecoder.builder()
        .semicolonIsNormalChar(true)
        .maxParams(uri.length())
        .build(uri)
        .parameters();
  }

  private static String traceId(long nowMillis) {
    byte[] random = new byte[12];
    ThreadLocalRandom.current().nextBytes(random);
    return "Root=1-%08x-%s".formatted(nowMillis / 1000, HexFormat.of().formatHex(random));
  }
}
