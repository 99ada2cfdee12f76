// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the application: the API first, then what it needs. */
record ApplicationReader(Stack stack) {
  Application read() {
    Map<String, QueueDefinition> queues = queues();
    WebSocketApiDefinition api = new WebSocketApiReader(stack, queues).read();
    List<EventSourceDefinition> eventSources = new EventSourceReader(stack, queues).read();
    return new Application(api, functions(api, eventSources), tables(), queues, eventSources);
  }

  private Map<String, FunctionDefinition> functions(
      WebSocketApiDefinition api, List<EventSourceDefinition> eventSources) {
    Set<String> targets = new HashSet<>();
    for (RouteDefinition route : api.routes().values()) {
      if (route.integration() instanceof IntegrationDefinition.Function function) {
        targets.add(function.functionId());
      }
    }
    eventSources.stream()
        .filter(EventSourceDefinition::enabled)
        .forEach(source -> targets.add(source.functionId()));
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

  private Map<String, QueueDefinition> queues() {
    QueueReader reader = new QueueReader(stack);
    Map<String, QueueDefinition> queues = new LinkedHashMap<>();
    for (Resource queue : stack.resources(Resource.QUEUE)) {
      queues.put(queue.logicalId(), reader.read(queue));
    }
    return Collections.unmodifiableMap(queues);
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
