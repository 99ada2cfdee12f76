// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** HTTP responses in API Gateway's form. */
final class Responses {
  private Responses() {}

  static FullHttpResponse empty(HttpResponseStatus status) {
    return json(status, "");
  }

  static FullHttpResponse json(HttpResponseStatus status, String body) {
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            status,
            Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8)));
    if (!body.isEmpty()) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
    }
    if (status.code() != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    }
    response.headers().set("x-amzn-RequestId", UUID.randomUUID().toString());
    return response;
  }

  static FullHttpResponse message(HttpResponseStatus status, String message) {
    String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(message));
    return json(status, "{\"message\":\"" + quoted + "\"}");
  }

  /** An error that the AWS SDKs turn into the exception of that name. */
  static FullHttpResponse error(HttpResponseStatus status, String errorType, String message) {
    FullHttpResponse response = message.isEmpty() ? empty(status) : message(status, message);
    response.headers().set("x-amzn-ErrorType", errorType);
    return response;
  }
}
