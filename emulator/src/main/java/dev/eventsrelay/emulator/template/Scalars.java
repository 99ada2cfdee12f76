// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;

/** Template values as text, as CloudFormation turns them into text. */
final class Scalars {
  private Scalars() {}

  static String text(JsonNode scalar) {
    return scalar instanceof DecimalNode decimal
        ? decimal.decimalValue().toPlainString()
        : scalar.asText();
  }
}
