// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an {@code AWS::Serverless::Function}. */
final class FunctionReader {
  private static final Set<String> UNSUPPORTED = Set.of("InlineCode", "ImageUri");
  private static final int DEFAULT_MEMORY_MEGABYTES = 128;
  private static final int DEFAULT_TIMEOUT_SECONDS = 3;

  private final Stack stack;

  FunctionReader(Stack stack) {
    this.stack = stack;
  }

  FunctionDefinition read(Resource resource) {
    ResourceProperties properties = stack.properties(resource);
    Problems problems = new Problems();
    problems.check(() -> refuseUnsupported(properties));
    Optional<Path> code = problems.read(() -> code(resource, properties));
    Optional<Map<String, String>> environment =
        problems.read(() -> environment(resource.logicalId(), properties));
    Optional<List<Path>> layers = problems.read(() -> new LayerReader(stack).read(properties));
    problems.throwIfAny();
    String runtime = properties.requiredText("Runtime");
    int memory = properties.integer("MemorySize").orElse(DEFAULT_MEMORY_MEGABYTES);
    return new FunctionDefinition(
        resource.logicalId(),
        name(resource),
        arn(resource),
        runtime,
        properties.requiredText("Handler"),
        code.orElseThrow(),
        layers.orElseThrow(),
        environment.orElseThrow(),
        memory,
        Duration.ofSeconds(properties.integer("Timeout").orElse(DEFAULT_TIMEOUT_SECONDS)),
        CapacityReader.read(properties, runtime, memory));
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
    String property = properties.isSet("Code") ? "Code" : "CodeUri";
    Optional<JsonNode> codeUri = properties.value(property);
    String where = properties.where() + "." + property;
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

  private Map<String, String> environment(String functionId, ResourceProperties properties) {
    Map<String, String> given = stack.deployment().environment(functionId);
    Map<String, String> environment = new LinkedHashMap<>();
    properties
        .map("Environment")
        .flatMap(section -> section.map("Variables"))
        .ifPresent(
            variables -> {
              ReservedVariables.refuse(variables);
              Problems problems = new Problems();
              variables.names().stream()
                  .filter(name -> !given.containsKey(name))
                  .forEach(
                      name ->
                          problems
                              .read(() -> value(functionId, variables, name))
                              .flatMap(value -> value)
                              .ifPresent(value -> environment.put(name, value)));
              problems.throwIfAny();
            });
    return environment;
  }

  private static Optional<String> value(
      String functionId, ResourceProperties variables, String name) {
    try {
      return variables.text(name);
    } catch (TemplateException e) {
      throw new TemplateException(
          "%s Give its value with --environment %s.%s=VALUE."
              .formatted(e.getMessage(), functionId, name));
    }
  }
}
