// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Takes a client from its upgrade request to an open connection, or refuses it. The authorization
 * of the API decides first, then {@code $connect}, while the client waits. Only the subprotocol
 * that the function names is negotiated. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class Handshake {
  private static final Logger LOGGER = System.getLogger(Handshake.class.getName());
  private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final GatewaySettings settings;
  private final InstantSource clock;
  private final Ids ids;
  private final RateLimit newConnections;
  private final Connections connections;
  private final Authorizer authorizer;
  private final RouteInvoker invoker;
  private final Interceptor interceptor;
  private final GatewayListener listener;

  Handshake(
      GatewaySettings settings,
      InstantSource clock,
      Ids ids,
      Connections connections,
      Authorizer authorizer,
      RouteInvoker invoker,
      Interceptor interceptor,
      GatewayListener listener) {
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
    this.newConnections = new RateLimit(settings.newConnectionsPerSecond(), clock);
    this.connections = connections;
    this.authorizer = authorizer;
    this.invoker = invoker;
    this.interceptor = interceptor;
    this.listener = listener;
  }

  /**
   * Called on the channel's event loop while the request is being read.
   *
   * @param request which {@link UpgradeRequest} does not refuse
   */
  void start(Channel channel, FullHttpRequest request) {
    Pipelines.park(channel.pipeline());
    Reading.pause(channel, Reading.Pause.HANDSHAKE);
    OptionalInt refusal = interceptor.refusal();
    if (refusal.isPresent()) {
      refuse(channel, Responses.empty(HttpResponseStatus.valueOf(refusal.getAsInt())));
      return;
    }
    if (!newConnections.tryAcquire()) {
      refuse(channel, Responses.message(HttpResponseStatus.TOO_MANY_REQUESTS, "Too Many Requests"));
      return;
    }
    long now = clock.millis();
    ConnectRequest connectRequest;
    try {
      connectRequest = ConnectRequest.of(channel, request, now);
    } catch (IllegalArgumentException malformedQuery) {
      refuse(channel, Responses.message(HttpResponseStatus.BAD_REQUEST, "Bad Request"));
      return;
    }
    Connection connection =
        new Connection(
            ids.next(), Peer.of(channel, request.headers()), now, channel, settings.closeTimeout());
    Authorizer.Handshaking handshaking =
        new Authorizer.Handshaking(connection, ids.next(), connectRequest);
    String accept = accept(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY));
    var _ =
        authorizer
            .judge(handshaking, request)
            .thenAccept(verdict -> proceed(channel, handshaking, accept, verdict))
            .exceptionally(failure -> abandon(channel, failure));
  }

  private void proceed(
      Channel channel, Authorizer.Handshaking handshaking, String accept, Verdict verdict) {
    Connection connection = handshaking.connection();
    String requestId = handshaking.requestId();
    switch (verdict) {
      case Verdict.Refused(HttpResponseStatus status, GatewayFrame frame) -> {
        invoker.refused(connection, requestId, status.code(), "the client may not connect");
        refuse(channel, status, frame.text(connection.id(), requestId));
      }
      case Verdict.Allowed(Map<String, String> context) -> {
        connection.authorizedBy(context);
        var _ =
            invoker
                .connect(connection, requestId, handshaking.request())
                .thenAcceptAsync(
                    result -> complete(channel, connection, requestId, accept, result),
                    channel.eventLoop())
                .exceptionally(failure -> abandon(channel, failure));
      }
    }
  }

  private void complete(
      Channel channel,
      Connection connection,
      String requestId,
      String accept,
      IntegrationResult result) {
    String internalError = GatewayFrame.INTERNAL_ERROR.text(connection.id(), requestId);
    switch (result) {
      case IntegrationResult.Answered(ProxyResponse response) when response.isSuccess() ->
          open(channel, connection, switchingProtocols(accept, response));
      case IntegrationResult.Answered(ProxyResponse response) ->
          refuse(channel, Responses.empty(HttpResponseStatus.valueOf(response.statusCode())));
      // 502 and 500: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html
      case IntegrationResult.Failed _ ->
          refuse(channel, HttpResponseStatus.BAD_GATEWAY, internalError);
      case IntegrationResult.Forbidden _ ->
          refuse(
              channel,
              HttpResponseStatus.FORBIDDEN,
              GatewayFrame.FORBIDDEN.text(connection.id(), requestId));
      case IntegrationResult.Rejected _ ->
          refuse(channel, HttpResponseStatus.INTERNAL_SERVER_ERROR, internalError);
      case IntegrationResult.TimedOut _ ->
          refuse(
              channel,
              HttpResponseStatus.GATEWAY_TIMEOUT,
              GatewayFrame.TIMED_OUT.text(connection.id(), requestId));
    }
  }

  private void open(Channel channel, Connection connection, FullHttpResponse response) {
    if (!channel.isActive()) {
      // The function has admitted the client, so it also hears that the client is gone.
      response.release();
      invoker.disconnected(connection);
      return;
    }
    connections.add(connection);
    channel.writeAndFlush(response);
    WebSocketHandler handler =
        new WebSocketHandler(
            connection, connections, invoker, clock, settings.controlFramesResetIdle());
    Pipelines.toWebSocket(channel.pipeline(), handler);
    Reading.resume(channel, Reading.Pause.HANDSHAKE);
    listener.connected(
        new GatewayListener.Client(
            connection.id(),
            connection.peer().sourceIp(),
            Objects.requireNonNullElse(connection.peer().userAgent(), ""),
            connection.connectedAt()));
  }

  private static FullHttpResponse switchingProtocols(String accept, ProxyResponse answer) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS);
    response
        .headers()
        .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
        .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept);
    if (answer.subprotocol() != null) {
      response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, answer.subprotocol());
    }
    return response;
  }

  private static @Nullable Void abandon(Channel channel, Throwable failure) {
    LOGGER.log(Level.ERROR, "A handshake broke off", failure);
    channel.close();
    return null;
  }

  private void refuse(Channel channel, HttpResponseStatus status, String json) {
    refuse(channel, Responses.json(status, json));
  }

  private void refuse(Channel channel, FullHttpResponse response) {
    listener.refused(response.status().code());
    HttpUtil.setKeepAlive(response, false);
    channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] hash = sha1.digest((key.trim() + ACCEPT_GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-1, which every Java has to have.", e);
    }
  }
}
