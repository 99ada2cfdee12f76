// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import dev.eventsrelay.emulator.console.Console;
import dev.eventsrelay.emulator.console.Running;
import dev.eventsrelay.emulator.dynamodb.DynamoDbApi;
import dev.eventsrelay.emulator.faults.CallListener;
import dev.eventsrelay.emulator.faults.FaultInjection;
import dev.eventsrelay.emulator.gateway.Gateway;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A console of a gateway without functions and tables, with one page open. */
final class CrowdConsole implements AutoCloseable {
  private final Console console = new Console();
  private final FaultInjection.Control faults;
  private final DynamoDbApi noDynamoDb;
  private final Gateway gateway;
  private final OpenPage page;

  /** Starts the gateway. */
  CrowdConsole(Gateway.Builder builder) {
    gateway = builder.listener(console.gatewayListener()).page(console.page()).start();
    faults = new FaultInjection(1, CallListener.NONE).control(gateway, Map.of());
    noDynamoDb = new DynamoDbApi(URI.create(gateway.managementUrl()), "us-east-1");
    console.open(
        new Running(
            "",
            "prod",
            Map.of(),
            gateway,
            Map.of(),
            faults.faults(),
            noDynamoDb,
            List.of(),
            List.of()));
    page = new OpenPage(URI.create(gateway.managementUrl()));
  }

  Gateway gateway() {
    return gateway;
  }

  @Override
  public void close() {
    page.close();
    noDynamoDb.close();
    faults.close();
    console.close();
  }
}
