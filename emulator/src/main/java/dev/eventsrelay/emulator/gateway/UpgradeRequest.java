// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a GET may become a WebSocket, by <a
 * href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1">RFC 6455</a>.
 */
final class UpgradeRequest {
  private static final String VERSION = "13";

  /** 16 bytes as base64. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{21}[AQgw]==");

  private UpgradeRequest() {}

  /** The answer to a request that may not; empty if it may. */
  static Optional<FullHttpResponse> refusal(HttpRequest request) {
    HttpHeaders headers = request.headers();
    boolean upgrade =
        headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
            && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    if (!upgrade) {
      return Optional.of(upgradeRequired());
    }
    if (request.protocolVersion().compareTo(HttpVersion.HTTP_1_1) < 0
        || !isKey(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY))) {
      return Optional.of(Responses.message(HttpResponseStatus.BAD_REQUEST, "Bad Request"));
    }
    return headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_VERSION).equals(List.of(VERSION))
        ? Optional.empty()
        : Optional.of(upgradeRequired());
  }

  private static boolean isKey(List<String> keys) {
    return keys.size() == 1 && KEY.matcher(keys.getFirst()).matches();
  }

  private static FullHttpResponse upgradeRequired() {
    FullHttpResponse response =
        Responses.message(HttpResponseStatus.UPGRADE_REQUIRED, "Upgrade Required");
    response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
    return response;
  }
}
