// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a frame must lead to, worked out in another way than the relay does it. */
enum Expected {
  /** The subscriber gets it, byte for byte. */
  RELAYED,
  /** Its sender gets {@code unknown object message}. */
  UNKNOWN_OBJECT,
  /** Its sender gets {@code unknown text message}. */
  UNKNOWN_TEXT,
  /** Nobody gets anything. */
  NOTHING;

  /** A sort key holds 1,024 bytes, of which the guid's prefix takes some. */
  private static final int MAX_GUID_BYTES = 1_011;

  private static final List<String> COMMANDS = List.of("subscribe: ", "unsubscribe: ", "ack: ");

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

  /** Of a frame, with a subscriber of that guid and of no other. */
  static Expected of(String frame, String subscribed) {
    if (!frame.startsWith("{")) {
      return COMMANDS.stream().anyMatch(frame::startsWith) ? NOTHING : UNKNOWN_TEXT;
    }
    JsonNode guid;
    try {
      guid = JSON.readTree(frame).path("guid");
    } catch (JsonProcessingException e) {
      return NOTHING;
    }
    if (!guid.isTextual() || !isUsable(guid.textValue())) {
      return UNKNOWN_OBJECT;
    }
    return guid.textValue().equals(subscribed) ? RELAYED : NOTHING;
  }

  private static boolean isUsable(String guid) {
    byte[] bytes = guid.getBytes(StandardCharsets.UTF_8);
    return !guid.isEmpty()
        && bytes.length <= MAX_GUID_BYTES
        // Half of a pair becomes a question mark.
        && new String(bytes, StandardCharsets.UTF_8).equals(guid);
  }
}
