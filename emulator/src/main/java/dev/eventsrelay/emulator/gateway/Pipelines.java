// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/**
 * The three states of a channel's pipeline: HTTP, parked while {@code $connect} runs, and
 * WebSocket.
 */
final class Pipelines {
  private static final String TIMEOUT = "timeout";
  private static final String DEADLINE = "deadline";
  private static final String DECODER = "decoder";
  private static final String ENCODER = "encoder";
  private static final String PRESSURE = "pressure";
  private static final String BODY = "body";
  private static final String AGGREGATOR = "aggregator";
  private static final String QUEUE = "queue";
  private static final String HANDLER = "handler";

  private static final int MAX_REQUEST_LINE_BYTES = 16 * 1024;

  private Pipelines() {}

  /**
   * @param bodyLimit the longest body of use to a request with this head
   */
  static void toHttp(
      ChannelPipeline pipeline,
      GatewaySettings settings,
      ToIntFunction<HttpRequest> bodyLimit,
      ChannelHandler handler) {
    long timeout = settings.requestTimeout().toMillis();
    var config = new HttpDecoderConfig().setMaxInitialLineLength(MAX_REQUEST_LINE_BYTES);
    pipeline
        .addLast(TIMEOUT, new ReadTimeoutHandler(timeout, TimeUnit.MILLISECONDS))
        .addLast(DEADLINE, new RequestDeadline(settings.receiveTimeout()))
        .addLast(DECODER, new HttpRequestDecoder(config))
        .addLast(ENCODER, new HttpResponseEncoder())
        .addLast(PRESSURE, new BackPressure())
        .addLast(BODY, new BodyLimit(bodyLimit))
        .addLast(AGGREGATOR, new HttpObjectAggregator(Integer.MAX_VALUE))
        .addLast(QUEUE, new RequestQueue())
        .addLast(HANDLER, handler);
  }

  /** Puts a transport such as TLS below HTTP, and below WebSocket later on. */
  static void carry(ChannelPipeline pipeline, ChannelHandler transport) {
    pipeline.addBefore(DECODER, null, transport);
  }

  /** Whether the client speaks TLS. */
  static boolean isSecure(ChannelPipeline pipeline) {
    return pipeline.get(SslHandler.class) != null;
  }

  /** Bytes after the upgrade request are not HTTP. */
  static void park(ChannelPipeline pipeline) {
    pipeline.remove(TIMEOUT);
    pipeline.remove(DEADLINE);
    pipeline.replace(DECODER, DECODER, new ParkedBytes());
  }

  static void toWebSocket(ChannelPipeline pipeline, WebSocketHandler handler) {
    var config =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(GatewaySettings.MAX_FRAME_BYTES)
            .expectMaskedFrames(true)
            .allowExtensions(false)
            // The handler closes the connection in a way that lets the client read why.
            .closeOnProtocolViolation(false)
            .build();
    pipeline.replace(ENCODER, ENCODER, new WebSocket13FrameEncoder(false));
    pipeline.replace(
        AGGREGATOR, AGGREGATOR, new WebSocketFrameAggregator(GatewaySettings.MAX_MESSAGE_BYTES));
    pipeline.remove(BODY);
    pipeline.remove(QUEUE);
    pipeline.replace(HANDLER, HANDLER, handler);
    // Last, because it releases the parked bytes.
    pipeline.replace(DECODER, DECODER, new WebSocket13FrameDecoder(config));
  }
}
