// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;

/**
 * What handlers return. On {@code $connect} the status decides about the handshake; on a message
 * the client sees none of it, and the status shows in the API's access log.
 */
public final class Responses {
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
}
