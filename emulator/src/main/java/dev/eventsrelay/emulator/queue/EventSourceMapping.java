// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.util.stream.Collectors.toSet;

import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Reads a queue and invokes a function with batches of its messages, as Lambda's pollers do.
 * Guarantees:
 *
 * <ul>
 *   <li>A message is deleted only after the function has succeeded with it: with the whole batch,
 *       or with it alone where single failures are reported.
 *   <li>After a function error, a time-out or an unusable response, a message comes again when its
 *       visibility time-out has passed.
 *   <li>A batch that the function has no slot for is offered again, with growing pauses, until its
 *       messages become visible again. Meanwhile fewer batches are received.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class EventSourceMapping implements AutoCloseable {
  /** Enough to keep hundreds of batches under way; SQS's answer takes a few milliseconds. */
  private static final int MAX_RECEIVERS = 5;

  private static final Duration RETRY_FIRST = Duration.ofMillis(50);
  private static final Duration RETRY_LONGEST = Duration.ofSeconds(2);
  private static final Duration OUTAGE_LONGEST = Duration.ofSeconds(5);

  private final EventSource source;
  private final QueueReader reader;
  private final LambdaFunction function;
  private final Consumer<String> notices;
  private final QueueListener listener;
  private final BatchLimit limit;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private EventSourceMapping(
      EventSource source,
      SqsApi sqs,
      LambdaFunction function,
      Consumer<String> notices,
      QueueListener listener) {
    this.source = source;
    this.reader = new QueueReader(sqs, source);
    this.function = function;
    this.notices = notices;
    this.listener = listener;
    this.limit = new BatchLimit(source.polling());
  }

  /**
   * Starts reading.
   *
   * @param sqs has the queue; closed by the caller, after the mapping
   * @param function gets the batches
   * @param notices receives sentences for people: why messages will come again
   * @param listener hears of every message
   */
  public static EventSourceMapping start(
      EventSource source,
      SqsApi sqs,
      LambdaFunction function,
      Consumer<String> notices,
      QueueListener listener) {
    EventSourceMapping mapping = new EventSourceMapping(source, sqs, function, notices, listener);
    int receivers = Math.min(MAX_RECEIVERS, source.polling().atMost());
    for (int i = 0; i < receivers; i++) {
      var _ = mapping.threads.submit(mapping::receive);
    }
    return mapping;
  }

  private void receive() {
    Pauses outage = new Pauses(RETRY_FIRST, OUTAGE_LONGEST);
    try {
      while (!threads.isShutdown()) {
        try {
          receiveOne();
          outage.reset();
        } catch (SqsException e) {
          notices.accept(source.name() + " cannot read its queue. " + e.getMessage());
          Thread.sleep(outage.next());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Receives a batch and hands it to a thread of its own. */
  private void receiveOne() throws InterruptedException {
    limit.acquire();
    boolean handedOver = false;
    try {
      Batch batch = reader.next();
      if (batch.messages().isEmpty()) {
        limit.idle();
        return;
      }
      long visibleAgain = batch.receivedNanos() + source.visibility().toNanos();
      var _ = threads.submit(() -> deliverAndRelease(batch.messages(), visibleAgain));
      handedOver = true;
    } finally {
      if (!handedOver) {
        limit.release();
      }
    }
  }

  private void deliverAndRelease(List<Message> batch, long visibleAgain) {
    try {
      deliver(batch, visibleAgain);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SqsException e) {
      notices.accept(
          "%s could not delete %d messages, so they come again. %s"
              .formatted(source.name(), batch.size(), e.getMessage()));
      returned(batch, "done, but not deleted");
    } finally {
      limit.release();
    }
  }

  private void deliver(List<Message> batch, long visibleAgain) throws InterruptedException {
    byte[] event = SqsEvent.of(source, batch);
    listener.received(new QueueListener.Receipt(source.queueName(), source.name(), batch, event));
    Pauses pauses = new Pauses(RETRY_FIRST, RETRY_LONGEST);
    while (true) {
      switch (invoke(event)) {
        case InvocationResult.Response(byte[] payload) -> {
          succeeded(batch, payload);
          return;
        }
        case InvocationResult.FunctionError(String type, String message) -> {
          failed(batch, "%s: %s".formatted(type, message));
          return;
        }
        case InvocationResult.TimedOut(Duration after) -> {
          failed(batch, "no answer within %d s".formatted(after.toSeconds()));
          return;
        }
        case InvocationResult.Throttled() -> {
          limit.failed();
          Duration pause = pauses.next();
          if (System.nanoTime() + pause.toNanos() - visibleAgain >= 0) {
            failed(batch, "it had no slot until the messages became visible again");
            return;
          }
          Thread.sleep(pause);
        }
      }
    }
  }

  private InvocationResult invoke(byte[] event) throws InterruptedException {
    try {
      return function.invoke(event).get();
    } catch (ExecutionException e) {
      return new InvocationResult.FunctionError("Unhandled", String.valueOf(e.getCause()));
    }
  }

  private void succeeded(List<Message> batch, byte[] payload) throws InterruptedException {
    if (!source.partialResponses()) {
      limit.succeeded();
      delete(batch);
      return;
    }
    Set<String> sent = batch.stream().map(Message::id).collect(toSet());
    switch (BatchResponse.parse(payload, sent)) {
      case BatchResponse.Failures(Set<String> failures) -> {
        limit.succeeded();
        List<Message> done = new ArrayList<>(batch);
        done.removeIf(message -> failures.contains(message.id()));
        delete(done);
        batch.stream()
            .filter(message -> failures.contains(message.id()))
            .forEach(message -> returned(List.of(message), "the function reported it"));
      }
      case BatchResponse.Unusable(String reason) -> failed(batch, reason);
    }
  }

  private void delete(List<Message> done) throws InterruptedException {
    reader.delete(done);
    listener.deleted(source.queueName(), ids(done));
  }

  private void returned(List<Message> batch, String reason) {
    listener.returned(source.queueName(), ids(batch), reason);
  }

  private static List<String> ids(List<Message> batch) {
    return batch.stream().map(Message::id).toList();
  }

  private void failed(List<Message> batch, String reason) {
    // With single failures reported, Lambda does not receive less because of function errors.
    if (!source.partialResponses()) {
      limit.failed();
    }
    notices.accept(
        "%s: the function failed on %d messages, which come again (%s)."
            .formatted(source.name(), batch.size(), reason));
    returned(batch, reason);
  }

  /** Stops reading and gives up batches under way: their messages stay on the queue. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
