// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the folders of a function's layers: those of the template, as a build leaves them. */
record LayerReader(Stack stack) {
  List<Path> read(ResourceProperties function) {
    List<Path> folders = new ArrayList<>();
    function
        .value("Layers")
        .ifPresent(
            layers -> {
              for (JsonNode layer : layers) {
                folders.add(folder(function.where() + ".Layers", layer.asText()));
              }
            });
    return folders;
  }

  private Path folder(String where, String layer) {
    Optional<Resource> resource =
        Resource.LAYERS.stream()
            .flatMap(type -> stack.resources(type).stream())
            .filter(one -> stack.ref(one.logicalId(), where).asText().equals(layer))
            .findFirst();
    String place =
        resource
            .map(stack::properties)
            .flatMap(properties -> content(properties))
            .orElseThrow(
                () ->
                    new TemplateException(
                        "%s names %s, which is no layer of this template with a local folder."
                            .formatted(where, layer)));
    Path folder = stack.template().folder().resolve(place).normalize();
    if (!Files.isDirectory(folder)) {
      throw new TemplateException(
          "%s: the folder of the layer, %s, does not exist.".formatted(where, folder));
    }
    return folder;
  }

  private static Optional<String> content(ResourceProperties layer) {
    return layer
        .value("ContentUri")
        .or(() -> layer.value("Content"))
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText);
  }
}
