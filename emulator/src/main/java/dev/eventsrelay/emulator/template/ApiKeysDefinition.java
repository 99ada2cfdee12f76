// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The API keys that a stage accepts.
 *
 * @param selectionExpression where a client's key is
 * @param keys values of the enabled keys of the stage's usage plans, by logical id
 * @param limitedPlans the usage plans that have a quota or a throttle, by logical id
 */
public record ApiKeysDefinition(
    String selectionExpression, Map<String, String> keys, List<String> limitedPlans) {
  /** Of an API whose routes need no key. */
  static final ApiKeysDefinition NONE =
      new ApiKeysDefinition(ApiKeysReader.FROM_HEADER, Map.of(), List.of());

  public ApiKeysDefinition {
    keys = new LinkedHashMap<>(keys);
    limitedPlans = List.copyOf(limitedPlans);
  }
}
