// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.lambda.Compute;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The greeting once everything answers: addresses, and how to try them. */
record Welcome(Emulator emulator, Path logFile) {
  /** Where the demo looks unless it is told otherwise. */
  private static final URI DEMO_URL =
      URI.create("ws://127.0.0.1:" + RunLocal.DEFAULT_PORT + "/prod");

  void print(PrintWriter out) {
    out.printf("WebSocket API   %s%n", emulator.webSocketUrl());
    out.printf("Management API  %s%n", emulator.managementUrl());
    out.printf("DynamoDB        %s%n", emulator.dynamoDbEndpoint());
    emulator.sqsEndpoint().ifPresent(url -> out.printf("SQS             %s%n", url));
    emulator.consoleUrl().ifPresent(url -> out.printf("Console         %s%n", url));
    emulator.controlUrl().ifPresent(url -> out.printf("Faults          %s%n", url));
    out.printf("Functions       %s%n", functions());
    if (emulator.hasPortableRuntimeClient()) {
      out.println("                Java functions use the portable runtime client");
    }
    out.printf("Function logs   %s%n", logFile.toAbsolutePath().normalize());
    emulator.apiKeys().forEach((id, value) -> out.printf("API key         %s: %s%n", id, value));
    emulator.notRun().forEach(line -> out.printf("Not run here    %s%n", line));
    out.printf(
        Locale.ROOT,
        "Ready after %.1f s. Ctrl-C stops everything.%n%nTry it:%n",
        emulator.startDuration().toMillis() / 1000.0);
    out.printf("  ./run-local demo%s%n", urlOption());
    out.printf("  npx wscat --connect %s%n", emulator.webSocketUrl());
    emulator.controlUrl().ifPresent(url -> out.printf("  curl -d 'cut-all' %s%n", url));
    emulator.tableNames().values().stream()
        .findFirst()
        .ifPresent(table -> out.printf("  %s%n", scan(table)));
    out.flush();
  }

  private String functions() {
    return emulator.pools().entrySet().stream()
        .map(Welcome::function)
        .collect(Collectors.joining(", "));
  }

  private static String function(Map.Entry<String, FunctionPool> pool) {
    var function = pool.getValue().function();
    return switch (function.compute()) {
      case Compute.Managed(int environments, int concurrency) ->
          "%s %d x %d".formatted(pool.getKey(), environments, concurrency);
      case Compute.Standard standard ->
          "%s %d to %d x 1"
              .formatted(pool.getKey(), standard.environments(), standard.maxEnvironments());
    };
  }

  private String urlOption() {
    return emulator.webSocketUrl().equals(DEMO_URL) ? "" : " --url " + emulator.webSocketUrl();
  }

  private String scan(String table) {
    return "AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws dynamodb scan --region %s --endpoint-url %s --table-name %s"
        .formatted(emulator.region(), emulator.dynamoDbEndpoint(), table);
  }
}
