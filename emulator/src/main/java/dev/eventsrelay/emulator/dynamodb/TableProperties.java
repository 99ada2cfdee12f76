// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads one object of a table's properties. Every error names the table and the property. */
final class TableProperties {
  private final String table;
  private final JsonNode node;

  TableProperties(String table, JsonNode node) {
    this.table = table;
    this.node = node;
  }

  /** Refuses a property that is in neither set. */
  void refuseOthers(Set<String> known, Set<String> ignored) {
    if (!node.isObject()) {
      throw complaint("an object is expected instead of %s".formatted(node));
    }
    node.propertyStream()
        .map(Map.Entry::getKey)
        .filter(name -> !known.contains(name) && !ignored.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw complaint("property %s is not supported here".formatted(name));
            });
  }

  String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> complaint("property %s is missing".formatted(name)));
  }

  Optional<String> optionalText(String name) {
    return Optional.ofNullable(node.get(name)).map(JsonNode::asText);
  }

  boolean flag(String name) {
    return node.path(name).asBoolean(false);
  }

  long number(String name) {
    String text = text(name);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw complaint("property %s is \"%s\" and must be a number".formatted(name, text));
    }
  }

  Optional<TableProperties> optionalObject(String name) {
    return Optional.ofNullable(node.get(name)).map(child -> new TableProperties(table, child));
  }

  TableProperties object(String name) {
    return optionalObject(name)
        .orElseThrow(() -> complaint("property %s is missing".formatted(name)));
  }

  Stream<TableProperties> objects(String name) {
    return elements(name).map(child -> new TableProperties(table, child));
  }

  List<String> texts(String name) {
    return elements(name).map(JsonNode::asText).toList();
  }

  private Stream<JsonNode> elements(String name) {
    return StreamSupport.stream(node.path(name).spliterator(), false);
  }

  IllegalArgumentException complaint(String what) {
    return new IllegalArgumentException("Table %s: %s.".formatted(table, what));
  }
}
