// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;

/** The values of a template's names on this machine. */
interface Names {
  /** The value of {@code Ref}: of a parameter, a pseudo parameter or a resource. */
  JsonNode ref(String name, String where);

  /** The value of {@code Fn::GetAtt}. */
  JsonNode attribute(String logicalId, String attribute, String where);

  /** Whether a condition holds. */
  boolean condition(String name, String where);
}
