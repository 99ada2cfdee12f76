// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.dynamodb.DynamoDbApi;
import dev.eventsrelay.emulator.faults.Faults;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a running emulator that the console shows.
 *
 * @param title of the run; empty if it has none
 * @param stage of the API
 * @param routes function by route key
 * @param pools by logical id, in the template's order
 * @param tables names, in the template's order
 * @param dynamoDb without the faults that the functions meet there; closed by the caller
 * @param queues in the template's order
 */
public record Running(
    String title,
    String stage,
    Map<String, String> routes,
    Gateway gateway,
    Map<String, FunctionPool> pools,
    Faults faults,
    DynamoDbApi dynamoDb,
    List<String> tables,
    List<ShownQueue> queues) {
  public Running {
    routes = Map.copyOf(routes);
    pools = new LinkedHashMap<>(pools);
    tables = List.copyOf(tables);
    queues = List.copyOf(queues);
  }
}
