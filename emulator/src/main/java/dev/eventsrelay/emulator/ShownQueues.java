// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.console.ShownQueue;
import dev.eventsrelay.emulator.queue.Queue;
import dev.eventsrelay.emulator.queue.SqsApi;
import dev.eventsrelay.emulator.template.Application;
import dev.eventsrelay.emulator.template.EventSourceDefinition;
import dev.eventsrelay.emulator.template.QueueDefinition;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the console is told of an application's queues.
 *
 * @param urls by logical id, in that SQS
 * @param sqs without faults
 */
record ShownQueues(Application application, Map<String, URI> urls, SqsApi sqs) {
  private static final Pattern MAX_RECEIVES = Pattern.compile("\"maxReceiveCount\":(\\d+)");

  List<ShownQueue> all() {
    return application.queues().values().stream().map(this::shown).toList();
  }

  private ShownQueue shown(QueueDefinition queue) {
    return new ShownQueue(
        queue.logicalId(),
        queue.name(),
        new Queue(sqs, requireNonNull(urls.get(queue.logicalId()), "every queue has a URL")),
        queue.deadLetters().flatMap(this::idOf),
        maxReceives(queue),
        RouteFunctions.through(queue, application),
        application.eventSources().stream()
            .filter(source -> source.queueId().equals(queue.logicalId()))
            .map(EventSourceDefinition::functionId)
            .toList());
  }

  /** From the redrive policy; a queue without one gives no message up. */
  private static int maxReceives(QueueDefinition queue) {
    String policy = queue.attributes().getOrDefault("RedrivePolicy", "");
    Matcher receives = MAX_RECEIVES.matcher(policy);
    return receives.find() ? Integer.parseInt(receives.group(1)) : Integer.MAX_VALUE;
  }

  private Optional<String> idOf(String arn) {
    return application.queues().values().stream()
        .filter(one -> one.arn().equals(arn))
        .map(QueueDefinition::logicalId)
        .findFirst();
  }
}
