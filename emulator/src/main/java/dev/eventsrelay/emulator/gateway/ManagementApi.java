// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The calls on {@code @connections} (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">AWS</a>).
 * A post goes out as one text frame with the same bytes, valid UTF-8 or not: AWS does not document
 * what API Gateway does with invalid bytes. Requests must look signed for {@code execute-api}; the
 * signature itself is not verified. Thread-safe.
 */
final class ManagementApi {
  private static final Pattern SIGNED =
      Pattern.compile("AWS4-HMAC-SHA256 .*Credential=[^, ]+/execute-api/aws4_request.*");
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final JsonFactory json = new JsonFactory();
  private final Connections connections;
  private final GatewaySettings settings;
  private final RateLimit requests;
  private final InstantSource clock;

  ManagementApi(
      Connections connections, GatewaySettings settings, RateLimit requests, InstantSource clock) {
    this.connections = connections;
    this.settings = settings;
    this.requests = requests;
    this.clock = clock;
  }

  FullHttpResponse handle(FullHttpRequest request, String connectionId) {
    HttpMethod method = request.method();
    boolean known =
        method.equals(HttpMethod.POST)
            || method.equals(HttpMethod.GET)
            || method.equals(HttpMethod.DELETE);
    if (!known || !looksSigned(request)) {
      return Responses.error(
          HttpResponseStatus.FORBIDDEN,
          "MissingAuthenticationTokenException",
          "Missing Authentication Token");
    }
    if (!requests.tryAcquire()) {
      return limitExceeded("Rate exceeded");
    }
    if (!Ids.isWellFormed(connectionId)) {
      return Responses.error(
          HttpResponseStatus.BAD_REQUEST,
          "BadRequestException",
          "Invalid connectionId: " + connectionId);
    }
    if (isTooLong(request)) {
      return Responses.error(
          HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
          "PayloadTooLargeException",
          "Message too long");
    }
    Optional<Connection> connection = connections.find(connectionId);
    if (connection.isEmpty()) {
      return Responses.error(HttpResponseStatus.GONE, "GoneException", "");
    }
    if (method.equals(HttpMethod.POST)) {
      return post(connection.get(), request);
    }
    return method.equals(HttpMethod.GET) ? get(connection.get()) : delete(connection.get());
  }

  static boolean looksSigned(HttpRequest request) {
    return SIGNED.matcher(request.headers().get(HttpHeaderNames.AUTHORIZATION, "")).matches();
  }

  /** A body that is too long is not read to its end, if at all. */
  private static boolean isTooLong(FullHttpRequest request) {
    return request.content().readableBytes() > GatewaySettings.MAX_MESSAGE_BYTES
        || HttpUtil.getContentLength(request, 0L) > GatewaySettings.MAX_MESSAGE_BYTES;
  }

  /** 200 means that the message is on its way, not that it arrived. */
  private FullHttpResponse post(Connection connection, FullHttpRequest request) {
    // One frame of any size: AWS does not document whether API Gateway splits large messages.
    if (!connection.offer(request.content().retain(), settings.outboundBufferBytes())) {
      return limitExceeded("The client side buffer is full");
    }
    connection.touch(clock.millis());
    return Responses.empty(HttpResponseStatus.OK);
  }

  private FullHttpResponse get(Connection connection) {
    StringWriter body = new StringWriter();
    try (JsonGenerator generator = json.createGenerator(body)) {
      generator.writeStartObject();
      generator.writeStringField("connectedAt", timestamp(connection.connectedAt()));
      Events.writeIdentity(generator, connection.peer(), Optional.empty());
      generator.writeStringField("lastActiveAt", timestamp(connection.lastActiveAt()));
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a connection", e);
    }
    return Responses.json(HttpResponseStatus.OK, body.toString());
  }

  private static FullHttpResponse delete(Connection connection) {
    connection.close(Disconnect.DELETED);
    return Responses.empty(HttpResponseStatus.NO_CONTENT);
  }

  private static FullHttpResponse limitExceeded(String message) {
    return Responses.error(HttpResponseStatus.TOO_MANY_REQUESTS, "LimitExceededException", message);
  }

  private static String timestamp(long millis) {
    return MILLISECONDS.format(Instant.ofEpochMilli(millis));
  }
}
