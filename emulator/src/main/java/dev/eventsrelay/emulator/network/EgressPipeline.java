// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;

/**
 * The states of a channel's pipeline: HTTP, the answer of another server, and bytes of any kind.
 */
final class EgressPipeline {
  private static final String CODEC = "codec";
  private static final String AGGREGATOR = "aggregator";
  private static final String PROXY = "proxy";
  private static final String AWS = "aws";

  /** More than the largest payload of an invocation, so that the answer to that is Lambda's. */
  private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

  private EgressPipeline() {}

  static void toHttp(ChannelPipeline pipeline, Tls tls, ChannelHandler proxy, ChannelHandler aws) {
    pipeline
        .addLast(tls.detector())
        .addLast(CODEC, new HttpServerCodec())
        .addLast(AGGREGATOR, new HttpObjectAggregator(MAX_BODY_BYTES))
        .addLast(PROXY, proxy)
        .addLast(AWS, aws);
  }

  static void toAnswer(ChannelPipeline pipeline) {
    pipeline.remove(PROXY);
    pipeline.remove(AWS);
  }

  static void toBytes(ChannelPipeline pipeline) {
    toAnswer(pipeline);
    pipeline.remove(CODEC);
    pipeline.remove(AGGREGATOR);
  }
}
