// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an {@code AWS::Serverless::Function}. */
final class FunctionReader {
  private static final Set<String> UNSUPPORTED = Set.of("InlineCode", "ImageUri", "Layers");
  private static final int DEFAULT_MEMORY_MEGABYTES = 128;
  private static final int DEFAULT_TIMEOUT_SECONDS = 3;

  private final Stack stack;

  FunctionReader(Stack stack) {
    this.stack = stack;
  }

  FunctionDefinition read(Resource resource) {
    ResourceProperties properties = stack.properties(resource);
    refuseUnsupported(properties);
    int memory = properties.integer("MemorySize").orElse(DEFAULT_MEMORY_MEGABYTES);
    return new FunctionDefinition(
        resource.logicalId(),
        name(resource),
        arn(resource),
        properties.requiredText("Runtime"),
        properties.requiredText("Handler"),
        code(resource, properties),
        environment(properties),
        memory,
        Duration.ofSeconds(properties.integer("Timeout").orElse(DEFAULT_TIMEOUT_SECONDS)),
        CapacityReader.read(properties, memory));
  }

  String name(Resource function) {
    return stack.ref(function.logicalId(), function.where()).asText();
  }

  /** The ARN that an integration must name. */
  String arn(Resource function) {
    return stack.attribute(function.logicalId(), "Arn", function.where()).asText();
  }

  private static void refuseUnsupported(ResourceProperties properties) {
    properties.refuse(UNSUPPORTED);
    if (properties.text("PackageType").filter("Image"::equals).isPresent()) {
      throw new TemplateException(
          properties.where() + ": the emulator does not run container images.");
    }
  }

  private Path code(Resource resource, ResourceProperties properties) {
    Optional<JsonNode> codeUri = properties.value("CodeUri");
    String where = properties.where() + ".CodeUri";
    String location =
        codeUri
            .filter(JsonNode::isTextual)
            .map(JsonNode::asText)
            .filter(text -> !text.startsWith("s3://"))
            .orElseThrow(
                () -> new TemplateException(where + " must be a file or folder on this machine."));
    Path code = stack.template().folder().resolve(location).normalize();
    return CodeLocator.locate(resource.logicalId(), properties.requiredText("Runtime"), code);
  }

  private Map<String, String> environment(ResourceProperties properties) {
    Map<String, String> environment = new LinkedHashMap<>();
    properties
        .map("Environment")
        .flatMap(section -> section.map("Variables"))
        .ifPresent(
            variables -> {
              for (String name : (Iterable<String>) variables.node()::fieldNames) {
                if (!stack.deployment().functionEnvironment().containsKey(name)) {
                  variables.text(name).ifPresent(value -> environment.put(name, value));
                }
              }
            });
    return environment;
  }
}
