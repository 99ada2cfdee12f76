// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Answers in the forms that the AWS SDKs read. */
final class AwsResponses {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AwsResponses() {}

  static FullHttpResponse empty(HttpResponseStatus status) {
    return response(status, "application/json", new byte[0]);
  }

  static FullHttpResponse json(HttpResponseStatus status, byte[] body) {
    return response(status, "application/json", body);
  }

  /** An error that an SDK turns into the exception of that name, of a service that speaks JSON. */
  static FullHttpResponse error(HttpResponseStatus status, String type, String message) {
    String body =
        JSON.createObjectNode()
            .put("__type", type)
            .put("Type", "User")
            .put("Message", message)
            .put("message", message)
            .toString();
    FullHttpResponse response = json(status, body.getBytes(StandardCharsets.UTF_8));
    response.headers().set("x-amzn-ErrorType", type);
    return response;
  }

  /** The same of a service that speaks XML, the nested form and S3's in one. */
  static FullHttpResponse xmlError(HttpResponseStatus status, String type, String message) {
    String escaped = message.replace("&", "&amp;").replace("<", "&lt;");
    String error = "<Code>%s</Code><Message>%s</Message>".formatted(type, escaped);
    String body = "<Error><Type>Sender</Type>%1$s<Error>%1$s</Error></Error>".formatted(error);
    return response(status, "text/xml", body.getBytes(StandardCharsets.UTF_8));
  }

  private static FullHttpResponse response(
      HttpResponseStatus status, String contentType, byte[] body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response.headers().set("x-amzn-RequestId", UUID.randomUUID().toString());
    if (body.length > 0) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    }
    if (status.code() != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    }
    return response;
  }
}
