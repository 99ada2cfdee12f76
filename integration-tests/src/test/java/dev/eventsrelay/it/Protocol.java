// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import dev.eventsrelay.websocket.Client;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the relay's clients say and hear. */
public final class Protocol {
  private static final Pattern ACK = Pattern.compile(".*\"acknowledgedBy\":\"([^\"]+)\"}");

  private Protocol() {}

  /** What the sender of a result gets that nobody is subscribed to. */
  public static String nack(String guid) {
    return "{\"type\":\"nack\",\"guid\":\"" + guid + "\",\"reason\":\"no-listeners\"}";
  }

  /**
   * The id that API Gateway gave to a client's connection. No message tells it, but the ack of a
   * result that the client itself has sent does. For a client that has nothing to receive.
   */
  public static String connectionIdOf(Client client) {
    String guid = "own-" + UUID.randomUUID();
    String answer = client.send("{\"guid\":\"" + guid + "\"}").next();
    if (!answer.equals(nack(guid))) {
      throw new AssertionError("A nack was expected, not " + answer);
    }
    String ack = client.send("ack: " + guid).next();
    Matcher matcher = ACK.matcher(ack);
    if (!matcher.matches()) {
      throw new AssertionError("An ack was expected, not " + ack);
    }
    return matcher.group(1);
  }
}
