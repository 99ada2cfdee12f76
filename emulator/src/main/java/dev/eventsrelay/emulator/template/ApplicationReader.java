// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the application: the API first, then what it needs. */
record ApplicationReader(Stack stack) {
  Application read() {
    WebSocketApiDefinition api = new WebSocketApiReader(stack).read();
    Map<String, FunctionDefinition> functions = functions(api);
    return new Application(api, functions, unrouted(functions.keySet()), tables());
  }

  private Map<String, FunctionDefinition> functions(WebSocketApiDefinition api) {
    Set<String> targets =
        api.routes().values().stream()
            .map(RouteDefinition::functionId)
            .collect(Collectors.toCollection(HashSet::new));
    if (api.authorization() instanceof AuthorizationDefinition.Lambda lambda) {
      targets.add(lambda.functionId());
    }
    FunctionReader reader = new FunctionReader(stack);
    Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
    for (Resource function : stack.resources(Resource.FUNCTION)) {
      if (targets.contains(function.logicalId())) {
        functions.put(function.logicalId(), reader.read(function));
      }
    }
    return Collections.unmodifiableMap(functions);
  }

  private List<UnroutedFunction> unrouted(Set<String> routed) {
    FunctionReader reader = new FunctionReader(stack);
    return stack.resources(Resource.FUNCTION).stream()
        .filter(function -> !routed.contains(function.logicalId()))
        .map(
            function ->
                new UnroutedFunction(
                    function.logicalId(), reader.name(function), () -> reader.read(function)))
        .toList();
  }

  private Map<String, TableDefinition> tables() {
    TableReader reader = new TableReader(stack);
    Map<String, TableDefinition> tables = new LinkedHashMap<>();
    for (Resource table : stack.resources(Resource.TABLE)) {
      tables.put(table.logicalId(), reader.read(table));
    }
    return Collections.unmodifiableMap(tables);
  }
}
