// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.eventsrelay.emulator.template.EventSourceDefinition.Scaling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code AWS::Lambda::EventSourceMapping} and the events of type SQS of SAM's functions (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html">AWS</a>).
 */
final class EventSourceReader {
  private static final Set<String> UNSUPPORTED =
      Set.of("DestinationConfig", "FilterCriteria", "LoggingConfig");
  private static final int DEFAULT_BATCH_SIZE = 10;
  private static final int MAX_BATCH_SIZE = 10_000;

  /** The most messages that one call of SQS returns. */
  private static final int ONE_RECEIVE = 10;

  private static final int MAX_WINDOW_SECONDS = 300;

  /** The most batches of a standard queue without provisioned pollers. */
  private static final int DEFAULT_CONCURRENCY = 1250;

  private static final int DEFAULT_MINIMUM_POLLERS = 2;
  private static final int DEFAULT_MAXIMUM_POLLERS = 200;

  private final Stack stack;
  private final Map<String, QueueDefinition> queues;
  private final FunctionReference functions;

  EventSourceReader(Stack stack, Map<String, QueueDefinition> queues) {
    this.stack = stack;
    this.queues = queues;
    this.functions = new FunctionReference(stack);
  }

  List<EventSourceDefinition> read() {
    List<EventSourceDefinition> all = new ArrayList<>();
    for (Resource mapping : stack.resources(Resource.EVENT_SOURCE_MAPPING)) {
      ResourceProperties properties = stack.properties(mapping);
      all.add(
          read(
              mapping.logicalId(),
              properties,
              "EventSourceArn",
              functions.logicalId(properties, "FunctionName")));
    }
    for (Resource function : stack.resources(Resource.FUNCTION)) {
      all.addAll(ofSam(function));
    }
    return List.copyOf(all);
  }

  private List<EventSourceDefinition> ofSam(Resource function) {
    List<EventSourceDefinition> events = new ArrayList<>();
    stack
        .properties(function)
        .map("Events")
        .ifPresent(
            all -> {
              for (String name : (Iterable<String>) all.node()::fieldNames) {
                all.map(name)
                    .filter(event -> event.text("Type").filter("SQS"::equals).isPresent())
                    .flatMap(event -> event.map("Properties"))
                    .ifPresent(
                        properties ->
                            events.add(
                                read(
                                    function.logicalId() + name,
                                    properties,
                                    "Queue",
                                    function.logicalId())));
              }
            });
    return events;
  }

  private EventSourceDefinition read(
      String logicalId, ResourceProperties properties, String arn, String functionId) {
    properties.refuse(UNSUPPORTED);
    QueueDefinition queue = queue(properties, arn);
    int window = inRange(properties, "MaximumBatchingWindowInSeconds", 0, 0, MAX_WINDOW_SECONDS);
    int most = queue.isFifo() ? ONE_RECEIVE : MAX_BATCH_SIZE;
    int batchSize = inRange(properties, "BatchSize", DEFAULT_BATCH_SIZE, 1, most);
    if (batchSize > ONE_RECEIVE && window == 0) {
      throw new TemplateException(
          "%s.BatchSize is %d: more than %d need MaximumBatchingWindowInSeconds of at least 1."
              .formatted(properties.where(), batchSize, ONE_RECEIVE));
    }
    return new EventSourceDefinition(
        logicalId,
        queue.logicalId(),
        functionId,
        properties.text("Enabled").map(text -> text.equalsIgnoreCase("true")).orElse(true),
        batchSize,
        Duration.ofSeconds(window),
        partialResponses(properties),
        scaling(properties));
  }

  private QueueDefinition queue(ResourceProperties properties, String property) {
    String arn = properties.requiredText(property);
    return queues.values().stream()
        .filter(queue -> queue.arn().equals(arn))
        .findFirst()
        .orElseThrow(
            () ->
                new TemplateException(
                    "%s.%s names %s, which is no %s of this template; the emulator has no other event sources."
                        .formatted(properties.where(), property, arn, Resource.QUEUE)));
  }

  private static boolean partialResponses(ResourceProperties properties) {
    for (JsonNode type : properties.value("FunctionResponseTypes").orElse(noTypes())) {
      if (!type.asText().equals("ReportBatchItemFailures")) {
        throw new TemplateException(
            "%s.FunctionResponseTypes has %s, only ReportBatchItemFailures exists."
                .formatted(properties.where(), type.asText()));
      }
      return true;
    }
    return false;
  }

  private static JsonNode noTypes() {
    return MissingNode.getInstance();
  }

  private static Scaling scaling(ResourceProperties properties) {
    boolean provisioned = properties.isSet("ProvisionedPollerConfig");
    if (provisioned && properties.isSet("ScalingConfig")) {
      throw new TemplateException(
          "%s has both ScalingConfig and ProvisionedPollerConfig; Lambda takes one of the two."
              .formatted(properties.where()));
    }
    if (provisioned) {
      ResourceProperties pollers = properties.map("ProvisionedPollerConfig").orElseThrow();
      int minimum = inRange(pollers, "MinimumPollers", DEFAULT_MINIMUM_POLLERS, 2, 200);
      int maximum = inRange(pollers, "MaximumPollers", DEFAULT_MAXIMUM_POLLERS, 2, 2000);
      if (maximum < minimum) {
        throw new TemplateException(
            "%s: MaximumPollers is below MinimumPollers.".formatted(pollers.where()));
      }
      return new Scaling.Provisioned(minimum, maximum);
    }
    return new Scaling.OnDemand(
        properties
            .map("ScalingConfig")
            .map(scaling -> inRange(scaling, "MaximumConcurrency", DEFAULT_CONCURRENCY, 2, 1000))
            .orElse(DEFAULT_CONCURRENCY));
  }

  private static int inRange(
      ResourceProperties properties, String name, int otherwise, int least, int most) {
    int value = properties.integer(name).orElse(otherwise);
    if (properties.integer(name).isPresent() && (value < least || value > most)) {
      throw new TemplateException(
          "%s.%s must be from %d to %d, but is %d."
              .formatted(properties.where(), name, least, most, value));
    }
    return value;
  }
}
