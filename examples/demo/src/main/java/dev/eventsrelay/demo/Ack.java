// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.stream.Collectors;

/** The frame by which a publisher learns that its result arrived. */
record Ack(String guid, String acknowledgedBy) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Ack parse(String frame) throws DemoException {
    try {
      JsonNode node = JSON.readTree(frame);
      Set<String> names =
          node.properties().stream().map(property -> property.getKey()).collect(Collectors.toSet());
      if (names.equals(Set.of("type", "guid", "acknowledgedBy"))
          && node.path("type").asText().equals("ack")
          && !node.path("acknowledgedBy").asText().isEmpty()) {
        return new Ack(node.path("guid").asText(), node.path("acknowledgedBy").asText());
      }
    } catch (JsonProcessingException _) {
      // Not JSON is as wrong as wrong JSON.
    }
    throw new DemoException("The worker expected an ack, but got: " + frame);
  }
}
