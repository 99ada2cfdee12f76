// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.UUID;

/** Error responses of AWS services. */
final class ServiceErrors {
  private static final String OPERATION = "X-Amz-Target";

  private ServiceErrors() {}

  /** The operation of a request in a JSON protocol; empty for one in another protocol. */
  static String target(HttpRequest request) {
    String target = request.headers().get(OPERATION, "");
    return target.substring(target.lastIndexOf('.') + 1);
  }

  static FullHttpResponse json(int status, String type, String message) {
    return response(
        status,
        "application/x-amz-json-1.0",
        "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message));
  }

  static FullHttpResponse xml(int status, String code, String message) {
    return response(
        status,
        "text/xml",
        "<ErrorResponse><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(status < 500 ? "Sender" : "Receiver", code, message));
  }

  private static FullHttpResponse response(int status, String contentType, String text) {
    byte[] body = text.getBytes(UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, contentType)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set("x-amzn-RequestId", UUID.randomUUID());
    return response;
  }
}
