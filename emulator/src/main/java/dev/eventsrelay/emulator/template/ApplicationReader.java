// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the application: the API first, then what it needs. */
record ApplicationReader(Stack stack) {
  Application read() {
    Problems problems = new Problems();
    Map<String, QueueDefinition> queues = queues(problems);
    Optional<WebSocketApiDefinition> api =
        problems.read(() -> new WebSocketApiReader(stack, queues, problems).read());
    Optional<List<EventSourceDefinition>> eventSources =
        problems.read(() -> new EventSourceReader(stack, queues).read());
    Set<String> targets = new HashSet<>();
    api.ifPresent(read -> targets.addAll(targets(read)));
    eventSources.ifPresent(read -> targets.addAll(targets(read)));
    Map<String, FunctionDefinition> functions = functions(targets, problems);
    Map<String, TableDefinition> tables = tables(problems);
    problems.throwIfAny();
    WebSocketApiDefinition read = api.orElseThrow();
    return new Application(
        read,
        functions,
        unrouted(functions.keySet()),
        tables,
        queues,
        eventSources.orElseThrow(),
        new NotRun(stack, read, functions.keySet()).lines());
  }

  private static Set<String> targets(List<EventSourceDefinition> eventSources) {
    Set<String> targets = new HashSet<>();
    eventSources.stream()
        .filter(EventSourceDefinition::enabled)
        .forEach(source -> targets.add(source.functionId()));
    return targets;
  }

  private static Set<String> targets(WebSocketApiDefinition api) {
    Set<String> targets = new HashSet<>();
    for (RouteDefinition route : api.routes().values()) {
      if (route.integration() instanceof IntegrationDefinition.Function function) {
        targets.add(function.functionId());
      }
    }
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

  private Map<String, QueueDefinition> queues(Problems problems) {
    QueueReader reader = new QueueReader(stack);
    Map<String, QueueDefinition> queues = new LinkedHashMap<>();
    for (Resource queue : stack.resources(Resource.QUEUE)) {
      problems
          .read(() -> reader.read(queue))
          .ifPresent(read -> queues.put(queue.logicalId(), read));
    }
    return Collections.unmodifiableMap(queues);
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
