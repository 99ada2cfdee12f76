// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.queue.Message;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dead letters as the page gets them. Where an event comes from is in attributes that a template
 * may give its messages: {@code routeKey}, {@code connectionId}, {@code requestId} and {@code
 * encoding}, which is {@code base64} where the body is.
 */
final class LetterJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private LetterJson() {}

  /** What a list shows; the payload is not in it. */
  static ObjectNode summary(Message letter, int receives) {
    byte[] payload = payload(letter);
    Matcher uuid = UUID.matcher(Text.of(Text.cut(payload)));
    return JSON.createObjectNode()
        .put("id", letter.id())
        .put("sentAt", letter.sentAt())
        .put("route", letter.attribute("routeKey"))
        .put("connection", letter.attribute("connectionId"))
        .put("request", letter.attribute("requestId"))
        .put("guid", uuid.find() ? uuid.group() : "")
        .put("bytes", payload.length)
        .put("receives", receives);
  }

  /** What was sent, cut. */
  static ObjectNode payload(Message letter, int cutAt) {
    return JSON.createObjectNode()
        .put("text", Text.of(Text.cut(payload(letter))))
        .put("cutAt", cutAt);
  }

  private static byte[] payload(Message letter) {
    byte[] body = letter.body().getBytes(UTF_8);
    return switch (letter.attribute("encoding")) {
      case "none" -> Step.NOTHING;
      case "base64" -> decoded(body);
      default -> body;
    };
  }

  private static byte[] decoded(byte[] body) {
    try {
      return Base64.getMimeDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      return body;
    }
  }
}
