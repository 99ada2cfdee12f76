// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import dev.eventsrelay.emulator.queue.EventSource;
import dev.eventsrelay.emulator.queue.EventSourceMapping;
import dev.eventsrelay.emulator.queue.Polling;
import dev.eventsrelay.emulator.queue.QueueListener;
import dev.eventsrelay.emulator.queue.Queues;
import dev.eventsrelay.emulator.queue.SqsApi;
import dev.eventsrelay.emulator.template.Application;
import dev.eventsrelay.emulator.template.EventSourceDefinition;
import dev.eventsrelay.emulator.template.EventSourceDefinition.Scaling;
import dev.eventsrelay.emulator.template.QueueDefinition;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Creates the queues of an application, and starts what reads them. */
record QueueFactory(Application application, SqsApi sqs) {
  /** Creates all queues, dead-letter queues first; their URLs by logical id. */
  Map<String, URI> create() throws InterruptedException {
    Map<String, URI> created = new LinkedHashMap<>();
    for (QueueDefinition queue : application.queues().values()) {
      create(queue, created);
    }
    Map<String, URI> inOrder = new LinkedHashMap<>();
    application.queues().keySet().forEach(id -> inOrder.put(id, url(created, id)));
    return inOrder;
  }

  private void create(QueueDefinition queue, Map<String, URI> created) throws InterruptedException {
    if (created.containsKey(queue.logicalId())) {
      return;
    }
    if (queue.deadLetters().isPresent()) {
      create(deadLetters(queue, queue.deadLetters().get()), created);
    }
    created.put(queue.logicalId(), new Queues(sqs).create(queue.name(), queue.attributes()));
  }

  private QueueDefinition deadLetters(QueueDefinition queue, String arn) {
    return application.queues().values().stream()
        .filter(one -> one.arn().equals(arn) && !one.equals(queue))
        .findFirst()
        .orElseThrow(
            () ->
                new EmulatorException(
                    "The dead-letter queue of %s is %s, which is no other queue of this template."
                        .formatted(queue.logicalId(), arn),
                    null));
  }

  /** Starts an event source mapping. */
  EventSourceMapping start(
      EventSourceDefinition mapping,
      Map<String, URI> urls,
      FunctionPool function,
      FunctionListener notices,
      QueueListener listener) {
    QueueDefinition queue =
        Optional.ofNullable(application.queues().get(mapping.queueId())).orElseThrow();
    EventSource source =
        new EventSource(
            mapping.logicalId(),
            queue.arn(),
            url(urls, mapping.queueId()),
            queue.visibility(),
            mapping.batchSize(),
            mapping.window(),
            mapping.partialResponses(),
            polling(mapping.scaling()));
    return EventSourceMapping.start(
        source,
        sqs,
        function,
        sentence -> notices.notice(function.function().name(), 0, sentence),
        listener);
  }

  private static URI url(Map<String, URI> urls, String queueId) {
    return Optional.ofNullable(urls.get(queueId)).orElseThrow();
  }

  private static Polling polling(Scaling scaling) {
    return switch (scaling) {
      case Scaling.OnDemand(int maximumConcurrency) -> Polling.onDemand(maximumConcurrency);
      case Scaling.Provisioned(int minimum, int maximum) -> Polling.provisioned(minimum, maximum);
    };
  }
}
