// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the top-level {@code guid} of a JSON object in one streaming pass, without building a tree.
 *
 * <p>The pass goes to the end of the text: only that tells that it is JSON at all, and of duplicate
 * keys the last one counts, as it does for {@code JSON.parse} in the clients. Thread-safe.
 */
final class GuidReader {
  /**
   * Nothing within API Gateway's message limit of 128 KB is refused for its shape: depth, name and
   * number lengths are bounded by that limit alone.
   */
  private static final StreamReadConstraints BOUNDED_BY_MESSAGE_SIZE =
      StreamReadConstraints.builder()
          .maxNestingDepth(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .maxNumberLength(Integer.MAX_VALUE)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  // Canonical names are kept in a table for the life of the factory: keys come from outside, so
  // such a table would grow with whatever clients send.
  private final JsonFactory factory =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(BOUNDED_BY_MESSAGE_SIZE)
          .build();

  sealed interface Reading {}

  record Found(Guid guid) implements Reading {}

  /** A JSON object whose guid is absent or cannot be one. */
  record Unusable(String reason) implements Reading {}

  record NotJson(String reason) implements Reading {}

  Reading read(String object) {
    try (JsonParser parser = factory.createParser(object)) {
      return read(parser);
    } catch (JsonProcessingException e) {
      // The location only: Jackson's message quotes the payload.
      JsonLocation at = e.getLocation();
      return new NotJson(
          "not JSON" + (at == null ? "" : " at character " + Math.max(0, at.getCharOffset())));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private static Reading read(JsonParser parser) throws IOException {
    parser.nextToken();
    Reading last = new Unusable("object has no guid");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isGuid = "guid".equals(parser.currentName());
      JsonToken value = parser.nextToken();
      if (isGuid) {
        last = guid(value == JsonToken.VALUE_STRING ? parser.getText() : null);
      }
      parser.skipChildren();
    }
    return parser.nextToken() == null ? last : new NotJson("text after the end of the object");
  }

  private static Reading guid(@Nullable String text) {
    if (text == null) {
      return new Unusable("guid is not a string");
    }
    return Guid.problemWith(text)
        .<Reading>map(Unusable::new)
        .orElseGet(() -> new Found(new Guid(text)));
  }
}
