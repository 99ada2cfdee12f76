// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What the runtime hands over: an event of API Gateway, or a batch of them from a queue. */
sealed interface Incoming {
  /** An event whose sender waits for the answer. */
  record Single(WebSocketEvent event) implements Incoming {}

  /** Events of which the queue keeps those that are to come again. */
  record Batch(List<QueuedEvent> events) implements Incoming {
    public Batch {
      events = List.copyOf(events);
    }
  }

  /**
   * Reads what came.
   *
   * @param source its JSON, to the end
   * @throws com.fasterxml.jackson.core.JacksonException with a sentence if that is no JSON object
   */
  static Incoming read(InputStream source) throws IOException {
    try (JsonParser json = WebSocketEvent.parser(source)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonParseException(json, "An event is an object.");
      }
      WebSocketEvent event = new WebSocketEvent();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("Records")) {
          return new Batch(QueuedEvent.readAll(json));
        }
        event.readField(field, json);
        json.skipChildren();
      }
      return new Single(event);
    }
  }
}
