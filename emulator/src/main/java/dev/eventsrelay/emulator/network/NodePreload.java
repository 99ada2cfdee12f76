// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A module that Node loads before a function. AWS's SDKs for JavaScript read no proxy variable, and
 * Node's own {@code NODE_USE_ENV_PROXY} does not reach the agents that they make. So the module
 * leads each connection of the process where {@link Destinations} says.
 */
final class NodePreload {
  private NodePreload() {}

  /**
   * Writes the module.
   *
   * @param proxyPort hears of what is refused
   */
  static Path write(Path folder, Destinations destinations, int proxyPort) throws IOException {
    ObjectNode settings = new ObjectMapper().createObjectNode();
    settings
        .putObject("local")
        .put(destinations.apiHost(), destinations.gatewayPort())
        .put(destinations.lambdaHost(), destinations.lambdaPort());
    settings.put("proxyPort", proxyPort);
    var refused = settings.putArray("refusedSuffixes");
    if (!destinations.allowNetwork()) {
      Destinations.AWS_SUFFIXES.forEach(refused::add);
    }
    try (InputStream module =
        Objects.requireNonNull(NodePreload.class.getResourceAsStream("node-preload.cjs"))) {
      String code = new String(module.readAllBytes(), StandardCharsets.UTF_8);
      return Files.writeString(
          folder.resolve("node-preload.cjs"), code.replace("SETTINGS", settings.toString()));
    }
  }
}
