// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;

/** Converts template values to text as CloudFormation does. */
final class Scalars {
  private Scalars() {}

  static String text(JsonNode scalar) {
    return scalar instanceof DecimalNode decimal
        ? decimal.decimalValue().toPlainString()
        : scalar.asText();
  }
}
