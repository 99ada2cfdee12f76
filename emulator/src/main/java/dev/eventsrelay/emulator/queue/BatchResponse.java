// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a function says about a batch (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting">AWS</a>).
 */
sealed interface BatchResponse {
  /** Some messages failed, or none. */
  record Failures(Set<String> messageIds) implements BatchResponse {}

  /**
   * The whole batch counts as failed.
   *
   * @param reason for people
   */
  record Unusable(String reason) implements BatchResponse {}

  /**
   * Reads the payload of a function that reports single failures.
   *
   * @param sent the ids in the batch
   */
  static BatchResponse parse(byte[] payload, Set<String> sent) {
    try {
      JsonNode root = new ObjectMapper().readTree(payload);
      JsonNode items = root.path("batchItemFailures");
      if (root.isMissingNode() || root.isNull() || (root.isObject() && absent(items))) {
        return new Failures(Set.of());
      }
      if (!items.isArray()) {
        return new Unusable("its response is no object with a list batchItemFailures");
      }
      return failures(items, sent);
    } catch (IOException e) {
      return new Unusable("its response is not JSON");
    }
  }

  private static boolean absent(JsonNode items) {
    return items.isMissingNode() || items.isNull();
  }

  private static BatchResponse failures(JsonNode items, Set<String> sent) {
    Set<String> failed = new HashSet<>();
    for (JsonNode item : items) {
      JsonNode id = item.path("itemIdentifier");
      if (!id.isTextual() || id.asText().isEmpty()) {
        return new Unusable("an item of batchItemFailures has no itemIdentifier");
      }
      if (!sent.contains(id.asText())) {
        return new Unusable("itemIdentifier %s is not in the batch".formatted(id.asText()));
      }
      failed.add(id.asText());
    }
    return new Failures(failed);
  }
}
