// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.faults.CallFate.Answer;
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
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpUtil;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client, and one to the service behind it. Requests are parsed, so that a
 * fault can inspect them; responses go back as bytes.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write or close ends in channelInactive
final class ProxiedCalls extends SimpleChannelInboundHandler<FullHttpRequest> {
  private final InetSocketAddress address;
  private final ProxiedService service;
  private @Nullable Channel backend;

  /** If not null, replaces the response that is on its way. */
  private @Nullable FullHttpResponse insteadOfResponse;

  ProxiedCalls(InetSocketAddress address, ProxiedService service) {
    this.address = address;
    this.service = service;
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
            .connect(address);
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
    CallFate fate = service.fate(request);
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
        client.writeAndFlush(service.throttled(request));
        request.release();
      }
      case Answer.Failed failed when failed.carriedOut() -> {
        FullHttpResponse lie = service.failed(request, failed.status());
        HttpUtil.setKeepAlive(lie, false);
        insteadOfResponse = lie;
        forward(request);
      }
      case Answer.Failed(int status, boolean _) -> {
        client.writeAndFlush(service.failed(request, status));
        request.release();
      }
    }
  }

  private void forward(FullHttpRequest request) {
    requireNonNull(backend, "nothing is read before the service is connected")
        .writeAndFlush(request);
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

  /** The inbound side of the connection to the service. */
  private final class Responses extends ChannelInboundHandlerAdapter {
    private final ChannelHandlerContext client;

    Responses(ChannelHandlerContext client) {
      this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      FullHttpResponse lie = insteadOfResponse;
      if (lie == null) {
        // Written from here outwards, because the bytes are already encoded.
        client.pipeline().context(HttpRequestDecoder.class).writeAndFlush(bytes);
        return;
      }
      ((ByteBuf) bytes).release();
      context.channel().config().setAutoRead(false);
      // The end of the real response is unknown, so it is the connection's last.
      client.writeAndFlush(lie).addListener(ChannelFutureListener.CLOSE);
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
