// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * What a function returns. On {@code $connect} the status decides about the handshake; on a message
 * the client sees none of it, unless the route has a route response, and the status shows in the
 * API's access log.
 *
 * @param statusCode of HTTP
 * @param retry whether a queue that delivered the event must deliver it again; without a queue it
 *     means nothing
 * @param headers of which API Gateway passes on {@code Sec-WebSocket-Protocol} at {@code $connect}
 */
public record Response(int statusCode, String body, boolean retry, Map<String, String> headers) {
  private static final JsonFactory JSON = new JsonFactory();

  public Response {
    requireNonNull(body, "body is null");
    headers = Map.copyOf(headers);
  }

  /** A response without headers. */
  public static Response of(int statusCode, String body) {
    return new Response(statusCode, body, false, Map.of());
  }

  /** Status 200. */
  public static Response ok(String body) {
    return of(200, body);
  }

  /** This response to an event that a queue must deliver again. */
  public Response withRetry() {
    return new Response(statusCode, body, true, headers);
  }

  /** Writes it as API Gateway reads it, and flushes the stream. */
  void writeTo(OutputStream stream) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(stream)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", statusCode);
      json.writeStringField("body", body);
      if (!headers.isEmpty()) {
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header : headers.entrySet()) {
          json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
  }
}
