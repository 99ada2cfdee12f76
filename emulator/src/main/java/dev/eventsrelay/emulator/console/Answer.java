// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * An answer to a request of the page.
 *
 * @param status of HTTP
 * @param type of its body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, String type, byte[] body) {
  /**
   * Nothing from elsewhere, no script or style in the page itself, and no frame around it. {@code
   * 'self'} covers a WebSocket to the same host and port.
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  static Answer json(JsonNode body) {
    return new Answer(200, "application/json", body.toString().getBytes(UTF_8));
  }

  static Answer text(int status, String sentence) {
    return new Answer(status, "text/plain; charset=utf-8", (sentence + "\n").getBytes(UTF_8));
  }

  FullHttpResponse toResponse() {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
    protect(response.headers());
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, type)
        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return response;
  }

  /** What every answer says to the browser, whatever it carries. */
  static void protect(HttpHeaders headers) {
    headers
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .set("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        .set("Cross-Origin-Resource-Policy", "same-origin")
        .set("Referrer-Policy", "no-referrer")
        .set("X-Content-Type-Options", "nosniff");
  }
}
