// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the application: the API first, then what it needs. */
record ApplicationReader(Stack stack) {
  Application read() {
    Problems problems = new Problems();
    Optional<WebSocketApiDefinition> api =
        problems.read(() -> new WebSocketApiReader(stack, problems).read());
    Map<String, FunctionDefinition> functions =
        api.map(one -> functions(targets(one), problems)).orElseGet(Map::of);
    Map<String, TableDefinition> tables = tables(problems);
    problems.throwIfAny();
    WebSocketApiDefinition read = api.orElseThrow();
    return new Application(
        read, functions, tables, new NotRun(stack, read, functions.keySet()).lines());
  }

  private static Set<String> targets(WebSocketApiDefinition api) {
    Set<String> targets =
        api.routes().values().stream()
            .map(RouteDefinition::functionId)
            .collect(Collectors.toCollection(HashSet::new));
    if (api.authorization() instanceof AuthorizationDefinition.Lambda lambda) {
      targets.add(lambda.functionId());
    }
    return targets;
  }

  private Map<String, FunctionDefinition> functions(Set<String> targets, Problems problems) {
    FunctionReader reader = new FunctionReader(stack);
    Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
    for (Resource function : stack.resources(Resource.FUNCTION)) {
      if (targets.contains(function.logicalId())) {
        problems
            .read(() -> reader.read(function))
            .ifPresent(read -> functions.put(function.logicalId(), read));
      }
    }
    return Collections.unmodifiableMap(functions);
  }

  private Map<String, TableDefinition> tables(Problems problems) {
    TableReader reader = new TableReader(stack);
    Map<String, TableDefinition> tables = new LinkedHashMap<>();
    for (Resource table : stack.resources(Resource.TABLE)) {
      problems
          .read(() -> reader.read(table))
          .ifPresent(read -> tables.put(table.logicalId(), read));
    }
    return Collections.unmodifiableMap(tables);
  }
}
