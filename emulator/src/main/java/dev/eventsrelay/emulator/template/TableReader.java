// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Reads the properties of an {@code AWS::DynamoDB::Table} that decide how it behaves. */
final class TableReader {
  private static final List<String> BEHAVIOUR =
      List.of(
          "AttributeDefinitions",
          "KeySchema",
          "BillingMode",
          "ProvisionedThroughput",
          "GlobalSecondaryIndexes",
          "LocalSecondaryIndexes",
          "StreamSpecification",
          "TimeToLiveSpecification");

  private final Stack stack;

  TableReader(Stack stack) {
    this.stack = stack;
  }

  TableDefinition read(Resource table) {
    ObjectNode properties = stack.properties(table).evaluated(BEHAVIOUR);
    String name = stack.ref(table.logicalId(), table.where()).asText();
    properties.put("TableName", name);
    return new TableDefinition(table.logicalId(), name, properties);
  }
}
