// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.eventsrelay.protocol.ClientMessage.Ack;
import dev.eventsrelay.protocol.ClientMessage.Malformed;
import dev.eventsrelay.protocol.ClientMessage.Ping;
import dev.eventsrelay.protocol.ClientMessage.Result;
import dev.eventsrelay.protocol.ClientMessage.Subscribe;
import dev.eventsrelay.protocol.ClientMessage.UnknownObject;
import dev.eventsrelay.protocol.ClientMessage.UnknownText;
import dev.eventsrelay.protocol.ClientMessage.Unsubscribe;
import dev.eventsrelay.protocol.ClientMessage.UnusableCommand;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a client's message says, worked out in another way than the relay does it: from the tree of
 * the whole object, by the rules of the protocol.
 *
 * @param type of the message
 * @param guid that it is about; empty if it is about none
 */
public record ReadAsTree(Class<? extends ClientMessage> type, String guid) {
  /** A sort key holds 1,024 bytes, of which the guid's prefix takes some. */
  private static final int MAX_GUID_BYTES = 1_011;

  private static final Map<String, Class<? extends ClientMessage>> COMMANDS =
      Map.of(
          "subscribe: ", Subscribe.class, "unsubscribe: ", Unsubscribe.class, "ack: ", Ack.class);

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(Integer.MAX_VALUE)
                          .maxNumberLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What that text says. */
  public static ReadAsTree of(String text) {
    if (text.startsWith("{")) {
      return object(text);
    }
    for (var command : COMMANDS.entrySet()) {
      if (text.startsWith(command.getKey())) {
        String guid = text.substring(command.getKey().length());
        return isUsable(guid)
            ? new ReadAsTree(command.getValue(), guid)
            : new ReadAsTree(UnusableCommand.class, "");
      }
    }
    return new ReadAsTree(text.equals("ping") ? Ping.class : UnknownText.class, "");
  }

  private static ReadAsTree object(String text) {
    JsonNode guid;
    try {
      guid = JSON.readTree(text).path("guid");
    } catch (JsonProcessingException e) {
      return new ReadAsTree(Malformed.class, "");
    }
    return guid.isTextual() && isUsable(guid.textValue())
        ? new ReadAsTree(Result.class, guid.textValue())
        : new ReadAsTree(UnknownObject.class, "");
  }

  private static boolean isUsable(String guid) {
    byte[] bytes = guid.getBytes(StandardCharsets.UTF_8);
    return !guid.isEmpty()
        && bytes.length <= MAX_GUID_BYTES
        // Half of a pair becomes a question mark.
        && new String(bytes, StandardCharsets.UTF_8).equals(guid);
  }
}
