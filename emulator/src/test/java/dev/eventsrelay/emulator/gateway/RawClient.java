// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that can do what a well-behaved one cannot. Gives up reading after 5 seconds. */
public final class RawClient implements Closeable {
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private static final byte[] MASK = {1, 2, 3, 4};

  private final Socket socket;
  private final DataInputStream in;

  private RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(5_000);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  public static RawClient to(Gateway gateway) throws IOException {
    return new RawClient(gateway.port());
  }

  /** A client whose handshake is complete. */
  public static RawClient connected(Gateway gateway) throws IOException {
    RawClient client = to(gateway);
    client.requestUpgrade("/prod");
    Response response = client.readResponse();
    if (response.status() != 101) {
      throw new IOException("The handshake was refused: " + response);
    }
    return client;
  }

  public void requestUpgrade(String uri, String... headers) throws IOException {
    send(upgradeRequest(uri, headers).getBytes(StandardCharsets.UTF_8));
  }

  public static String upgradeRequest(String uri, String... headers) {
    StringBuilder request = new StringBuilder("GET " + uri + " HTTP/1.1\r\nHost: example.test\r\n");
    request.append("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Like {@link #send}, for a thread that has nobody to tell. */
  void sendUnchecked(byte[] bytes) {
    try {
      send(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads and forgets bytes. */
  void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
  }

  public void sendText(String text) throws IOException {
    sendFrame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  public void sendFrame(int opcode, boolean last, byte[] payload) throws IOException {
    send(frame(opcode, last, payload));
  }

  public void sendClose(int status, String reason) throws IOException {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload =
        ByteBuffer.allocate(2 + text.length).putShort((short) status).put(text).array();
    sendFrame(CLOSE, true, payload);
  }

  public static byte[] frame(int opcode, boolean last, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) ((last ? 0x80 : 0) | opcode));
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i % 4]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  public Response readResponse() throws IOException {
    String statusLine = readLine();
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Response(
        Integer.parseInt(statusLine.substring(9, 12)),
        headers,
        new String(body, StandardCharsets.UTF_8));
  }

  public Frame readFrame() throws IOException {
    int opcode = in.readUnsignedByte() & 0x0f;
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    return new Frame(opcode, ByteBuffer.wrap(in.readNBytes(length)));
  }

  public String readText() throws IOException {
    Frame frame = readFrame();
    if (frame.opcode() != TEXT) {
      throw new IOException("Not a text frame: " + frame);
    }
    return frame.text();
  }

  /** Reads the close frame that must come next and returns its status. */
  public int readCloseStatus() throws IOException {
    Frame frame = readFrame();
    if (frame.opcode() != CLOSE) {
      throw new IOException("Not a close frame: " + frame);
    }
    return frame.closeStatus();
  }

  /** Whether the other side has closed and has nothing more to say; waits for one or the other. */
  public boolean isAtEnd() throws IOException {
    return in.read() == -1;
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b == -1) {
        throw new EOFException("The connection ended within a response");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  public record Response(int status, Map<String, String> headers, String body) {}

  public record Frame(int opcode, ByteBuffer payload) {
    String text() {
      return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }

    int closeStatus() {
      return payload.remaining() < 2 ? 1005 : payload.getShort(0) & 0xffff;
    }

    String closeReason() {
      return StandardCharsets.UTF_8.decode(payload.duplicate().position(2)).toString();
    }
  }
}
