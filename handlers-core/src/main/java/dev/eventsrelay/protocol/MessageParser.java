// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.protocol;

import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.protocol.ClientMessage.Ack;
import dev.eventsrelay.protocol.ClientMessage.Malformed;
import dev.eventsrelay.protocol.ClientMessage.Ping;
import dev.eventsrelay.protocol.ClientMessage.Result;
import dev.eventsrelay.protocol.ClientMessage.Subscribe;
import dev.eventsrelay.protocol.ClientMessage.UnknownObject;
import dev.eventsrelay.protocol.ClientMessage.UnknownText;
import dev.eventsrelay.protocol.ClientMessage.Unsubscribe;
import dev.eventsrelay.protocol.ClientMessage.UnusableCommand;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a client said from the body of its message.
 *
 * <p>Prefixes are exact in case and space and nothing is trimmed: {@code "subscribe: g "} is about
 * the guid {@code "g "}, and {@code "subscribe:g"} is unknown text. Never throws. Thread-safe.
 */
public final class MessageParser {
  private static final String SUBSCRIBE = "subscribe: ";
  private static final String UNSUBSCRIBE = "unsubscribe: ";
  private static final String ACK = "ack: ";
  private static final String PING = "ping";

  private final GuidReader guidReader = new GuidReader();

  /**
   * Reads one message.
   *
   * @param body the text of the message; null if the event had none
   */
  public ClientMessage parse(@Nullable String body) {
    if (body == null) {
      return new Malformed("the event has no body");
    }
    if (body.startsWith("{")) {
      return object(body);
    }
    if (body.startsWith(SUBSCRIBE)) {
      return command(body.substring(SUBSCRIBE.length()), Subscribe::new);
    }
    if (body.startsWith(UNSUBSCRIBE)) {
      return command(body.substring(UNSUBSCRIBE.length()), Unsubscribe::new);
    }
    if (body.startsWith(ACK)) {
      return command(body.substring(ACK.length()), Ack::new);
    }
    return body.equals(PING) ? new Ping() : new UnknownText();
  }

  private ClientMessage object(String body) {
    return switch (guidReader.read(body)) {
      case GuidReader.Found(Guid guid) -> new Result(guid, Frame.of(body));
      case GuidReader.Unusable(String reason) -> new UnknownObject(reason);
      case GuidReader.NotJson(String reason) -> new Malformed(reason);
    };
  }

  private static ClientMessage command(String guid, Function<Guid, ClientMessage> command) {
    return Guid.problemWith(guid)
        .<ClientMessage>map(UnusableCommand::new)
        .orElseGet(() -> command.apply(new Guid(guid)));
  }
}
