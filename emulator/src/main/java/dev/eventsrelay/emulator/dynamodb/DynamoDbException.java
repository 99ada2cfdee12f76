// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DynamoDB refused a call or did not answer. The message is one sentence for the user. */
public final class DynamoDbException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** AWS's answer to a request without a valid signature. */
  private static final Set<String> WANTS_A_SIGNATURE =
      Set.of(
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "UnrecognizedClientException");

  private final String type;

  private DynamoDbException(String type, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.type = type;
  }

  static DynamoDbException refused(URI endpoint, String operation, JsonNode answer) {
    String qualified = answer.path("__type").asText("an error");
    String type = qualified.substring(qualified.lastIndexOf('#') + 1);
    if (WANTS_A_SIGNATURE.contains(type)) {
      return new DynamoDbException(
          type,
          "The DynamoDB at %s checks signatures (%s), so it cannot be used: the emulator and its functions sign with the key \"local\". Give the endpoint of an emulator, such as DynamoDB Local."
              .formatted(endpoint, type),
          null);
    }
    String message = answer.path("message").asText(answer.path("Message").asText(type));
    return new DynamoDbException(
        type,
        "The DynamoDB at %s refused %s: %s"
            .formatted(endpoint, operation, message.endsWith(".") ? message : message + "."),
        null);
  }

  static DynamoDbException silent(URI endpoint, String operation, IOException cause) {
    return new DynamoDbException(
        "",
        "The DynamoDB at %s did not answer %s as DynamoDB does (%s)."
            .formatted(endpoint, operation, cause),
        cause);
  }

  /** Whether this is the DynamoDB error of that name, such as {@code ResourceInUseException}. */
  boolean is(String error) {
    return type.equals(error);
  }
}
