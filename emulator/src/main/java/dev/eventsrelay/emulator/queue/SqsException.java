// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Serial;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** SQS refused a call or did not answer. The message is one sentence for the user. */
public final class SqsException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private SqsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  static SqsException refused(URI endpoint, String operation, JsonNode answer) {
    String type = answer.path("__type").asText("an error");
    String message = answer.path("message").asText(answer.path("Message").asText(type));
    return new SqsException(
        "The SQS at %s refused %s: %s"
            .formatted(endpoint, operation, message.endsWith(".") ? message : message + "."),
        null);
  }

  static SqsException silent(URI endpoint, String operation, IOException cause) {
    return new SqsException(
        "The SQS at %s did not answer %s as SQS does (%s).".formatted(endpoint, operation, cause),
        cause);
  }
}
