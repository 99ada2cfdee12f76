// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;

/**
 * A stand-in for services behind a port of loopback, over as much of HTTP/1.1 as the SDK's clients
 * use: so a rehearsal passes through their sockets, parsers and connection pools as well. Without
 * TLS. Thread-safe.
 */
public final class StandInServer implements AutoCloseable {
  private static final int BACKLOG = 1_024;

  private final StandIn services;
  private final ServerSocket listening;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private StandInServer(StandIn services, ServerSocket listening) {
    this.services = requireNonNull(services, "services is null");
    this.listening = requireNonNull(listening, "listening is null");
  }

  /** Starts one on a free port. */
  public static StandInServer start(StandIn services) throws IOException {
    StandInServer server =
        new StandInServer(services, new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().name("stand-in").start(server::accept);
    return server;
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = listening.accept();
        connections.add(connection);
        Thread.ofVirtual().name("stand-in").start(() -> serve(connection));
        if (listening.isClosed()) {
          connection.close();
        }
      }
    } catch (SocketException closed) {
      // The rehearsal is over.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      for (StandIn.Call call = HttpCall.read(in); call != null; call = HttpCall.read(in)) {
        out.write(answer(services.reply(call)));
      }
    } catch (IOException hungUp) {
      // The client notices, and the run that it belongs to counts as failed.
    } finally {
      connections.remove(connection);
    }
  }

  /** With the headers that DynamoDB sends, because the clients read them all. */
  private static byte[] answer(StandIn.Reply reply) {
    byte[] body = reply.json().getBytes(UTF_8);
    CRC32 crc = new CRC32();
    crc.update(body);
    byte[] head =
        """
        HTTP/1.1 %d Rehearsed\r
        Server: Server\r
        Date: Fri, 01 Jan 2100 00:00:00 GMT\r
        Content-Type: application/x-amz-json-1.0\r
        Content-Length: %d\r
        Connection: keep-alive\r
        x-amzn-RequestId: REHEARSAL0REHEARSAL0REHEARSAL0REHEARSAL0REHEARSAL0AA\r
        x-amz-crc32: %d\r
        \r
        """
            .formatted(reply.status(), body.length, crc.getValue())
            .getBytes(ISO_8859_1);
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  /** Frees the port and ends all connections: none may be left in a snapshot. */
  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
