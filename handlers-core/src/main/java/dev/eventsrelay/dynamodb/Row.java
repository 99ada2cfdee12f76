// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A row as it was read or is to be written. Immutable.
 *
 * @param attributes by name, key included
 */
public record Row(Map<String, AttributeValue> attributes) {
  /** Seconds since the epoch, as DynamoDB's time to live wants them. */
  public static final String TTL = "ttl";

  public Row {
    attributes = Map.copyOf(attributes);
  }

  /** A row with a key and nothing else. */
  public static Row of(Key key) {
    return new Row(key.attributes());
  }

  /** This row with one more attribute. */
  public Row with(String name, AttributeValue value) {
    Map<String, AttributeValue> more = new HashMap<>(attributes);
    more.put(name, value);
    return new Row(more);
  }

  /** The row's key. */
  public Key key() {
    return new Key(text(Key.PARTITION_KEY), text(Key.SORT_KEY));
  }

  /**
   * A text attribute.
   *
   * @throws IllegalStateException if the row has none of that name
   */
  public String text(String name) {
    return find(name)
        .map(AttributeValue::s)
        .orElseThrow(() -> new IllegalStateException("row has no text attribute " + name));
  }

  /** An attribute; empty if the row has none of that name. */
  public Optional<AttributeValue> find(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /** Whether the row still counts: DynamoDB deletes expired ones late, days late at times. */
  public boolean isLive(Instant now) {
    return isAfter(attributes.get(TTL), now, true);
  }

  /**
   * Whether an attribute is a moment to come, in seconds since the epoch; false if it is missing.
   */
  public boolean isAfter(String name, Instant now) {
    return isAfter(attributes.get(name), now, false);
  }

  private static boolean isAfter(
      @Nullable AttributeValue epochSecond, Instant now, boolean otherwise) {
    return epochSecond == null ? otherwise : Long.parseLong(epochSecond.n()) > now.getEpochSecond();
  }
}
