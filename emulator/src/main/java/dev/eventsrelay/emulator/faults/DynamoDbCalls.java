// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.faults.DynamoDbFate.Answer;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpRequestEncoder;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a DynamoDB client, and one to DynamoDB behind it. Requests are parsed, so that
 * a fault can inspect them; responses go back as bytes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class DynamoDbCalls extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final String OPERATION = "X-Amz-Target";

  private final InetSocketAddress dynamoDb;
  private final StandingFaults faults;
  private @Nullable Channel backend;

  /** If not null, replaces the response that is on its way. */
  private Answer.@Nullable Failed insteadOfResponse;

  DynamoDbCalls(InetSocketAddress dynamoDb, StandingFaults faults) {
    this.dynamoDb = dynamoDb;
    this.faults = faults;
  }

  @Override
  public void channelActive(ChannelHandlerContext client) {
    ChannelFuture connected =
        new Bootstrap()
            .group(client.channel().eventLoop())
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(new HttpRequestEncoder(), new Responses(client));
                  }
                })
            .connect(dynamoDb);
    backend = connected.channel();
    connected.addListener(
        done -> {
          if (done.isSuccess()) {
            client.channel().config().setAutoRead(true);
          } else {
            client.close();
          }
        });
  }

  @Override
  protected void channelRead0(ChannelHandlerContext client, FullHttpRequest request) {
    String target = request.headers().get(OPERATION, "");
    DynamoDbFate fate = faults.dynamoDb(target.substring(target.lastIndexOf('.') + 1));
    if (fate.delay().isZero()) {
      answer(client, request.retain(), fate.answer());
      return;
    }
    FullHttpRequest held = request.retain();
    client
        .executor()
        .schedule(
            () -> answer(client, held, fate.answer()),
            fate.delay().toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private void answer(ChannelHandlerContext client, FullHttpRequest request, Answer answer) {
    switch (answer) {
      case Answer.True() -> forward(request);
      case Answer.Throttled() -> {
        request.release();
        client.writeAndFlush(DynamoDbErrors.throttled());
      }
      case Answer.Failed failed when failed.carriedOut() -> {
        insteadOfResponse = failed;
        forward(request);
      }
      case Answer.Failed(int status, boolean _) -> {
        request.release();
        client.writeAndFlush(DynamoDbErrors.failed(status));
      }
    }
  }

  private void forward(FullHttpRequest request) {
    requireNonNull(backend, "nothing is read before DynamoDB is connected").writeAndFlush(request);
  }

  @Override
  public void channelInactive(ChannelHandlerContext client) {
    if (backend != null) {
      backend.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext client, Throwable cause) {
    // The client broke off or does not speak HTTP: there is nothing to answer.
    client.close();
  }

  /** The inbound side of the connection to DynamoDB. */
  private final class Responses extends ChannelInboundHandlerAdapter {
    private final ChannelHandlerContext client;

    Responses(ChannelHandlerContext client) {
      this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      Answer.Failed lie = insteadOfResponse;
      if (lie == null) {
        // Written from here outwards, because the bytes are already encoded.
        client.pipeline().context(HttpRequestDecoder.class).writeAndFlush(bytes);
        return;
      }
      ((ByteBuf) bytes).release();
      context.channel().config().setAutoRead(false);
      // The end of the real response is unknown, so it is the connection's last.
      client
          .writeAndFlush(DynamoDbErrors.failedAtLast(lie.status()))
          .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      client.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
