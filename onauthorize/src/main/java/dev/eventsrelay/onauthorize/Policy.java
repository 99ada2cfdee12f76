// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The answer of an authorizer (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html">AWS</a>).
 *
 * @param principal what later events show
 * @param resource the one handshake that it is about
 */
record Policy(String principal, String effect, String resource) {
  private static final JsonFactory JSON = new JsonFactory();

  static Policy allow(String principal, String resource) {
    return new Policy(principal, "Allow", resource);
  }

  static Policy deny(String principal, String resource) {
    return new Policy(principal, "Deny", resource);
  }

  void writeTo(OutputStream response) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(response, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("principalId", principal);
      json.writeObjectFieldStart("policyDocument");
      json.writeStringField("Version", "2012-10-17");
      json.writeArrayFieldStart("Statement");
      json.writeStartObject();
      json.writeStringField("Action", "execute-api:Invoke");
      json.writeStringField("Effect", effect);
      json.writeStringField("Resource", resource);
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    }
  }
}
