// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.UUID;

/**
 * Error responses in DynamoDB's form (<a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">AWS</a>).
 */
final class DynamoDbErrors {
  private DynamoDbErrors() {}

  static FullHttpResponse throttled() {
    return error(
        400,
        "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded. Consider"
            + " increasing your provisioning level with the UpdateTable API.");
  }

  static FullHttpResponse failed(int status) {
    return error(
        status, "com.amazonaws.dynamodb.v20120810#InternalServerError", "Internal server error");
  }

  /** The same, and the connection accepts no further request. */
  static FullHttpResponse failedAtLast(int status) {
    FullHttpResponse response = failed(status);
    HttpUtil.setKeepAlive(response, false);
    return response;
  }

  private static FullHttpResponse error(int status, String type, String message) {
    byte[] body = "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message).getBytes(UTF_8);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/x-amz-json-1.0")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set("x-amzn-RequestId", UUID.randomUUID());
    return response;
  }
}
