// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.lambda.InvocationResult.FunctionError;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads a runtime's error report: a JSON object, and a type in a header. */
final class ErrorReport {
  private static final String TYPE = "Lambda-Runtime-Function-Error-Type";
  private static final String BODY_TRAILER = "Lambda-Runtime-Function-Error-Body";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ErrorReport() {}

  static FunctionError read(HttpHeaders headers, byte[] body) {
    String type = headers.get(TYPE, "Runtime.Unknown");
    try {
      JsonNode report = JSON.readTree(body);
      return new FunctionError(
          report.path("errorType").asText(type), report.path("errorMessage").asText(""));
    } catch (IOException notJson) {
      return new FunctionError(type, new String(body, StandardCharsets.UTF_8));
    }
  }

  /** The error that a streamed response ended with, if its trailers name one. */
  static Optional<FunctionError> inTrailers(HttpHeaders trailers) {
    if (!trailers.contains(TYPE)) {
      return Optional.empty();
    }
    String encoded = trailers.get(BODY_TRAILER, "");
    try {
      return Optional.of(read(trailers, Base64.getDecoder().decode(encoded)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.of(new FunctionError(trailers.get(TYPE), encoded));
    }
  }
}
