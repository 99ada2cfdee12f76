// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Frame;

/** The frames that the relay itself sends. */
public final class ServerMessage {
  /** Answer to {@code ping}. */
  public static final Frame PONG = Frame.of("pong");

  /** Answer to text that is no command. */
  public static final Frame UNKNOWN_TEXT = Frame.of("unknown text message");

  /** Answer to a JSON object without a usable guid. */
  public static final Frame UNKNOWN_OBJECT = Frame.of("unknown object message");

  private ServerMessage() {}

  /**
   * Tells a publisher that its result has arrived. The keys come in the order that the reference
   * implementation sends.
   *
   * @param guid which result
   * @param acknowledgedBy the connection of the subscriber that took it
   */
  public static Frame ack(Guid guid, ConnectionId acknowledgedBy) {
    StringBuilder json = new StringBuilder(128);
    json.append("{\"type\":\"ack\",\"guid\":\"");
    JsonStringEncoder.getInstance().quoteAsString(guid.value(), json);
    json.append("\",\"acknowledgedBy\":\"");
    JsonStringEncoder.getInstance().quoteAsString(acknowledgedBy.value(), json);
    return Frame.of(json.append("\"}").toString());
  }

  /**
   * Tells a publisher that nobody is subscribed to its result, so that it need not wait for an ack.
   *
   * @param guid which result
   */
  public static Frame nack(Guid guid) {
    StringBuilder json = new StringBuilder(96);
    json.append("{\"type\":\"nack\",\"guid\":\"");
    JsonStringEncoder.getInstance().quoteAsString(guid.value(), json);
    return Frame.of(json.append("\",\"reason\":\"no-listeners\"}").toString());
  }
}
