// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The key of a row: its partition, and its place there. */
public record Key(String partition, String sort) {
  static final String PARTITION_KEY = "pk";
  static final String SORT_KEY = "sk";

  public Key {
    requireNonNull(partition, "partition is null");
    requireNonNull(sort, "sort is null");
  }

  Map<String, AttributeValue> attributes() {
    return Map.of(
        PARTITION_KEY, AttributeValue.fromS(partition), SORT_KEY, AttributeValue.fromS(sort));
  }
}
