// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A template as written, in long forms, with nothing evaluated. */
record Template(Path file, ObjectNode root) {
  private static final Set<String> KNOWN_TRANSFORMS =
      Set.of("AWS::Serverless-2016-10-31", "AWS::LanguageExtensions");

  static Template read(Path file) {
    return new Template(file, TemplateReader.read(file));
  }

  /** A top-level section; empty if the template has none of that name. */
  ObjectNode section(String name) {
    return section(root.path(name), name);
  }

  /** {@code Globals.Function}; empty if there is none. */
  ObjectNode functionGlobals() {
    return section(section("Globals").path("Function"), "Globals.Function");
  }

  /** All resources in the template's order, whatever their conditions. */
  Map<String, Resource> resources() {
    Map<String, Resource> resources = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : section("Resources").properties()) {
      resources.put(entry.getKey(), resource(entry.getKey(), entry.getValue()));
    }
    return resources;
  }

  /** The folder that relative paths in the template start from. */
  Path folder() {
    return file.toAbsolutePath().normalize().resolveSibling("");
  }

  private static Resource resource(String logicalId, JsonNode body) {
    if (logicalId.startsWith("Fn::")) {
      throw new TemplateException(
          "Resources: the emulator does not expand %s.".formatted(logicalId));
    }
    String where = "Resources." + logicalId;
    if (!body.path("Type").isTextual()) {
      throw new TemplateException(where + " has no Type.");
    }
    return new Resource(
        logicalId,
        body.path("Type").asText(),
        Optional.ofNullable(body.path("Condition").asText(null)),
        section(body.path("Properties"), where + ".Properties"),
        body.path("IgnoreGlobals"),
        body.path("Metadata"));
  }

  private static ObjectNode section(JsonNode node, String where) {
    if (node.isMissingNode() || node.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new TemplateException(where + " must be a map of names to values.");
  }

  /** Refuses a custom macro, which could change anything in the template. */
  void refuseMacros() {
    JsonNode transform = root.path("Transform");
    Iterable<JsonNode> names = transform.isArray() ? transform : Set.of(transform);
    for (JsonNode name : names) {
      if (!name.isMissingNode() && !KNOWN_TRANSFORMS.contains(name.asText())) {
        throw new TemplateException(
            "Transform: the emulator cannot run the macro %s."
                .formatted(name.isTextual() ? name.asText() : name.toString()));
      }
    }
  }
}
