// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.gateway.GatewayListener.RouteRequest;
import dev.eventsrelay.emulator.queue.Message;
import dev.eventsrelay.emulator.queue.QueueListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What queues do with messages, as steps of their traces. A message is found by SQS's id, which the
 * gateway's call has answered; or by an attribute {@code requestId} with API Gateway's, which is
 * still there when somebody has sent the message again. Not thread-safe: {@link Traces} guards it.
 */
final class QueueTraces {
  private static final int MAX_MESSAGES = 10_000;
  private static final int MAX_BATCHES = 1_000;

  private final SequencedMap<String, Subject> byMessageId = new LinkedHashMap<>();
  private final SequencedMap<Event, List<Subject>> byEvent = new LinkedHashMap<>();
  private final TraceStore store;
  private Map<String, Integer> maxReceives = Map.of();

  QueueTraces(TraceStore store) {
    this.store = store;
  }

  /** An event by its identity, because all its invocations carry the same array. */
  @SuppressWarnings({"ArrayRecordComponent", "ReferenceEquality"})
  private record Event(byte[] bytes) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Event(byte[] others) && others == bytes;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(bytes);
    }
  }

  /** After how many receives each queue gives a message up, by its name. */
  void giveUpAfter(Map<String, Integer> receives) {
    maxReceives = Map.copyOf(receives);
  }

  /** The messages of a batch; empty if the event is none. */
  List<Subject> batch(byte[] event) {
    return byEvent.getOrDefault(new Event(event), List.of());
  }

  void sent(long at, QueueListener.Sending sending) {
    Trace trace = store.find(sending.requestId());
    RouteRequest request = store.request(sending.requestId());
    boolean failed = sending.messageIds().isEmpty();
    store.change(
        trace,
        one ->
            one.add(
                Step.ofQueue(
                    "send",
                    sending.queue(),
                    one.since(at).minus(sending.duration()),
                    sending.duration(),
                    Integer.toString(sending.status()),
                    failed)));
    for (String messageId : sending.messageIds()) {
      Subject subject =
          byMessageId.computeIfAbsent(
              messageId,
              _ ->
                  new Subject(
                      messageId,
                      sending.requestId(),
                      request == null ? "" : request.connectionId(),
                      request == null ? Step.NOTHING : Text.cut(request.text())));
      subject.waitsSince(at);
      if (trace != null && subject.trace() == null) {
        subject.traced(trace).forEach(early -> store.change(trace, early));
      }
      store.change(
          subject,
          one -> {
            switch (one.stay()) {
              case NONE -> one.stays(Stay.WAITING, at);
              case DONE -> byMessageId.remove(messageId);
              default -> {}
            }
          });
    }
    bound();
  }

  void received(long at, QueueListener.Receipt receipt) {
    List<Subject> batch = new ArrayList<>();
    for (Message message : receipt.messages()) {
      Subject subject =
          byMessageId.computeIfAbsent(
              message.id(), _ -> unknown(message, Text.cut(message.body())));
      batch.add(subject);
      subject.received(message.receives());
      long since = subject.waitingSinceNanos();
      long sinceNanos = since == 0 ? store.nanos(message.sentAt()) : since;
      String place =
          "message %d of %d in its batch%s"
              .formatted(
                  batch.size(),
                  receipt.messages().size(),
                  message.receives() > 1 ? ", receive %d".formatted(message.receives()) : "");
      store.change(
          subject,
          trace -> {
            Duration begin = trace.since(Math.max(sinceNanos, trace.beganNanos()));
            Duration now = trace.since(at);
            Duration waited = now.minus(begin);
            trace.add(
                Step.ofQueue(
                    "wait",
                    receipt.queue(),
                    begin,
                    waited.isNegative() ? Duration.ZERO : waited,
                    "",
                    false));
            trace.add(
                Step.ofQueue(place, receipt.mapping(), now, Duration.ZERO, "received", false));
            trace.stays(Stay.UNDER_WAY, at);
          });
    }
    byEvent.put(new Event(receipt.event()), batch);
    bound();
  }

  /** A message that this gateway has not sent, or has sent before the bounds of this class. */
  private Subject unknown(Message message, byte[] text) {
    String requestId = message.attribute("requestId");
    Trace trace = store.find(requestId);
    Subject subject =
        new Subject(
            message.id(),
            requestId,
            message.attribute("connectionId"),
            trace == null ? text : trace.text());
    if (trace != null) {
      var _ = subject.traced(trace);
    } else if (requestId.isEmpty()) {
      subject.mayBeTraced();
    }
    return subject;
  }

  void left(Happening.Left left) {
    for (String messageId : left.messageIds()) {
      Subject subject = byMessageId.get(messageId);
      if (subject == null) {
        continue;
      }
      if (left.stay() == Stay.DONE) {
        if (!subject.awaitsTrace()) {
          byMessageId.remove(messageId);
        }
        store.change(
            subject,
            trace -> ended(trace, left.at(), Stay.DONE, "delete", left.queue(), "", false));
        continue;
      }
      subject.waitsSince(left.at());
      boolean last =
          subject.receives() >= maxReceives.getOrDefault(left.queue(), Integer.MAX_VALUE);
      Stay stay = last ? Stay.GIVEN_UP : Stay.COMES_AGAIN;
      String title = last ? "last receive" : "comes again";
      store.change(
          subject,
          trace -> ended(trace, left.at(), stay, title, left.queue(), left.reason(), true));
    }
  }

  void letters(Happening.Letters seen) {
    for (Message letter : seen.letters()) {
      Subject known = byMessageId.get(letter.id());
      Subject subject = known == null ? unknown(letter, Step.NOTHING) : known;
      if (seen.stay() != Stay.DEAD_LETTER) {
        byMessageId.remove(letter.id());
      }
      String title =
          switch (seen.stay()) {
            case DEAD_LETTER -> "dead letter";
            case DROPPED -> "drop";
            default -> "redrive";
          };
      Trace trace = subject.trace();
      if (trace != null && trace.stay() != seen.stay()) {
        boolean dead = seen.stay() == Stay.DEAD_LETTER;
        store.change(
            trace, one -> ended(one, seen.at(), seen.stay(), title, seen.queue(), "", dead));
      }
    }
  }

  private static void ended(
      Trace trace, long at, Stay stay, String title, String queue, String outcome, boolean failed) {
    trace.add(Step.ofQueue(title, queue, trace.since(at), Duration.ZERO, outcome, failed));
    trace.stays(stay, at);
  }

  private void bound() {
    while (byMessageId.size() > MAX_MESSAGES) {
      byMessageId.pollFirstEntry();
    }
    while (byEvent.size() > MAX_BATCHES) {
      byEvent.pollFirstEntry();
    }
  }
}
