// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a program needs to know about a running emulator. */
record ReadyReport(
    URI webSocketUrl,
    URI secureWebSocketUrl,
    Path certificateFile,
    URI managementUrl,
    URI dynamoDbEndpoint,
    Optional<URI> sqsEndpoint,
    Map<String, URI> queues,
    Optional<URI> controlUrl,
    Map<String, String> tableNames,
    Map<String, String> apiKeys,
    long pid,
    Map<String, List<Long>> functions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ReadyReport of(Emulator emulator) {
    Map<String, List<Long>> functions = new LinkedHashMap<>();
    emulator.functions().forEach((id, environments) -> functions.put(id, readyPids(environments)));
    return new ReadyReport(
        emulator.webSocketUrl(),
        emulator.secureWebSocketUrl(),
        emulator.certificateFile(),
        emulator.managementUrl(),
        emulator.dynamoDbEndpoint(),
        emulator.sqsEndpoint(),
        emulator.queues(),
        emulator.controlUrl(),
        emulator.tableNames(),
        emulator.apiKeys(),
        ProcessHandle.current().pid(),
        functions);
  }

  private static List<Long> readyPids(List<EnvironmentStatus> environments) {
    return environments.stream()
        .filter(environment -> environment.state() == EnvironmentStatus.State.READY)
        .map(EnvironmentStatus::pid)
        .toList();
  }

  /**
   * {@code tableName} is present if there is exactly one table, {@code sqsEndpoint} and {@code
   * queues} if there are queues, {@code apiKeys} if the stage accepts any, {@code controlUrl} if
   * faults are enabled.
   */
  String toJson() {
    ObjectNode report =
        JSON.createObjectNode()
            .put("webSocketUrl", webSocketUrl.toString())
            .put("secureWebSocketUrl", secureWebSocketUrl.toString())
            .put("certificateFile", certificateFile.toString())
            .put("managementUrl", managementUrl.toString())
            .put("dynamoDbEndpoint", dynamoDbEndpoint.toString());
    sqsEndpoint.ifPresent(
        endpoint -> {
          report.put("sqsEndpoint", endpoint.toString());
          ObjectNode urls = report.putObject("queues");
          queues.forEach((id, url) -> urls.put(id, url.toString()));
        });
    controlUrl.ifPresent(url -> report.put("controlUrl", url.toString()));
    if (tableNames.size() == 1) {
      report.put("tableName", tableNames.values().iterator().next());
    }
    ObjectNode tables = report.putObject("tableNames");
    tableNames.forEach(tables::put);
    if (!apiKeys.isEmpty()) {
      ObjectNode keys = report.putObject("apiKeys");
      apiKeys.forEach(keys::put);
    }
    report.put("pid", pid);
    ObjectNode byFunction = report.putObject("functions");
    functions.forEach(
        (id, pids) -> {
          ArrayNode environments = byFunction.putArray(id);
          pids.forEach(environment -> environments.addObject().put("pid", environment));
        });
    return report.toPrettyString() + "\n";
  }
}
