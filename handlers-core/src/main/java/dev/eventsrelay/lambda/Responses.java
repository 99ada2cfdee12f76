// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What handlers return. On {@code $connect} the status decides about the handshake; on a message
 * the client sees none of it, and the status shows in the API's access log.
 */
public final class Responses {
  private static final JsonFactory JSON = new JsonFactory();

  private Responses() {}

  /** A response with that status. */
  public static APIGatewayV2WebSocketResponse of(int status, String body) {
    APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
    response.setStatusCode(status);
    response.setBody(body);
    return response;
  }

  /** Status 200. */
  public static APIGatewayV2WebSocketResponse ok(String body) {
    return of(200, body);
  }

  /** Writes the two fields that our responses have. */
  static void write(APIGatewayV2WebSocketResponse response, OutputStream to) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(to)) {
      json.writeStartObject();
      json.writeNumberField("statusCode", response.getStatusCode());
      json.writeStringField("body", response.getBody());
      json.writeEndObject();
    }
  }
}
