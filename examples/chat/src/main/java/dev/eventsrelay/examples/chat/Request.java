// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends, beside the action by which API Gateway has chosen the route.
 *
 * @param room to enter; without one, that of the connection
 * @param text to say
 */
record Request(Optional<String> room, Optional<String> text) {
  private static final int MAX_TEXT = 2_000;
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(Fields.class);

  /** The fields as they are in the JSON. */
  private record Fields(@Nullable String room, @Nullable String text) {}

  /** Reads the body of an event. */
  static Request read(@Nullable String body) {
    try {
      Fields fields = JSON.readValue(body == null ? "{}" : body);
      return new Request(Optional.ofNullable(fields.room()), Optional.ofNullable(fields.text()));
    } catch (JacksonException e) {
      throw new RefusedException(400, "The fields room and text are texts.");
    }
  }

  /** The text to say. */
  String requiredText() {
    return text.filter(said -> !said.isBlank() && said.length() <= MAX_TEXT)
        .orElseThrow(
            () -> new RefusedException(400, "Say a text of 1 to " + MAX_TEXT + " characters."));
  }
}
