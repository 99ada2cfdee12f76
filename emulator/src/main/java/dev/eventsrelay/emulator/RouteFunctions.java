// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.template.Application;
import dev.eventsrelay.emulator.template.EventSourceDefinition;
import dev.eventsrelay.emulator.template.IntegrationDefinition;
import dev.eventsrelay.emulator.template.QueueDefinition;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which function gets the events of a route, at once or through a queue. */
final class RouteFunctions {
  private RouteFunctions() {}

  /** Functions by route key; a route whose queue no function reads is absent. */
  static Map<String, String> of(Application application) {
    Map<String, String> functions = new LinkedHashMap<>();
    application
        .api()
        .routes()
        .forEach(
            (key, route) -> {
              switch (route.integration()) {
                case IntegrationDefinition.Function(String function) ->
                    functions.put(key, function);
                case IntegrationDefinition.Sqs queue ->
                    application.eventSources().stream()
                        .filter(source -> isFedBy(queue, source, application))
                        .forEach(source -> functions.put(key, source.functionId()));
                case IntegrationDefinition.Mock _ -> {}
              }
            });
    return functions;
  }

  /** The routes that put their events on a queue. */
  static List<String> through(QueueDefinition queue, Application application) {
    return application.api().routes().entrySet().stream()
        .filter(
            route ->
                route.getValue().integration() instanceof IntegrationDefinition.Sqs sqs
                    && isTo(queue, sqs))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isFedBy(
      IntegrationDefinition.Sqs integration,
      EventSourceDefinition source,
      Application application) {
    QueueDefinition queue = application.queues().get(source.queueId());
    return queue != null && isTo(queue, integration);
  }

  private static boolean isTo(QueueDefinition queue, IntegrationDefinition.Sqs integration) {
    return URI.create(integration.path()).getPath().equals(queue.path());
  }
}
