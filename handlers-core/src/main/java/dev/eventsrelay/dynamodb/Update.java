// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A change of one row that happens as a whole, or not at all because its condition does not hold.
 * Immutable.
 *
 * @param expression DynamoDB's update expression
 * @param condition DynamoDB's condition expression; empty for none
 * @param names of attributes, by placeholder
 * @param values by placeholder
 */
public record Update(
    Key key,
    String expression,
    String condition,
    Map<String, String> names,
    Map<String, AttributeValue> values) {
  public Update {
    requireNonNull(key, "key is null");
    requireNonNull(expression, "expression is null");
    requireNonNull(condition, "condition is null");
    names = Map.copyOf(names);
    values = Map.copyOf(values);
  }

  /** An update without a condition, names and values. */
  public static Update of(Key key, String expression) {
    return new Update(key, expression, "", Map.of(), Map.of());
  }

  /** This update, if that holds. */
  public Update onlyIf(String newCondition) {
    return new Update(key, expression, newCondition, names, values);
  }

  /** This update with a name for a placeholder. */
  public Update name(String placeholder, String attribute) {
    Map<String, String> more = new HashMap<>(names);
    more.put(placeholder, attribute);
    return new Update(key, expression, condition, more, values);
  }

  /** This update with a value for a placeholder. */
  public Update value(String placeholder, AttributeValue value) {
    Map<String, AttributeValue> more = new HashMap<>(values);
    more.put(placeholder, value);
    return new Update(key, expression, condition, names, more);
  }

  /**
   * What came of an update.
   *
   * @param done false if the condition did not hold
   * @param row after the update; if the condition did not hold, the unchanged row, empty if none
   */
  public record Result(boolean done, Row row) {
    public Result {
      requireNonNull(row, "row is null");
    }
  }
}
