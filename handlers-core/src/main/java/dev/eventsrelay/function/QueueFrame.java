// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.telemetry.InvocationTelemetry;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has the events of a batch answered side by side, each by itself, and tells the queue which of
 * them are to come again: those of which the response says so, and those that were not answered in
 * time.
 *
 * <p>A message that has waited for longer than its client would is dropped, with a line and a
 * count: a subscription or a result that nobody waits for any more is not worth a place. A {@code
 * $disconnect} never is too old. Thread-safe.
 */
final class QueueFrame {
  /** Events of a batch that are worked on at the same time, if there are places for them. */
  private static final int MAX_CONCURRENT_EVENTS = 64;

  /**
   * How long before the invocation's end a batch is answered. Each event is answered before that,
   * if its virtual thread gets a turn; a batch that waited for all of them to the end would itself
   * be out of time, and all its events would come again.
   */
  private static final Duration ANSWER_RESERVE = Duration.ofMillis(150);

  private final ExecutionEnvironment environment;
  private final EventFrame events;

  QueueFrame(ExecutionEnvironment environment, EventFrame events) {
    this.environment = requireNonNull(environment, "environment is null");
    this.events = requireNonNull(events, "events is null");
  }

  private record Answer(String messageId, boolean again, Runnable rest) {}

  void answer(List<QueuedEvent> batch, OutputStream response, Context context) throws IOException {
    List<Answer> answers = answers(batch, context);
    try {
      BatchResponse.write(
          answers.stream().filter(Answer::again).map(Answer::messageId).toList(), response);
    } finally {
      answers.forEach(answer -> answer.rest().run());
    }
  }

  private List<Answer> answers(List<QueuedEvent> batch, Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    Deadline answerBy = environment.deadline(left.minus(ANSWER_RESERVE));
    List<Optional<Answer>> inTime =
        environment
            .tasks()
            .forEach(
                batch,
                MAX_CONCURRENT_EVENTS,
                answerBy,
                queued -> Optional.of(answer(queued, context)),
                Optional::empty);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      String id = batch.get(i).messageId();
      answers.add(inTime.get(i).orElseGet(() -> new Answer(id, true, () -> {})));
    }
    return answers;
  }

  private Answer answer(QueuedEvent queued, Context context) {
    Map<String, String> ids = queued.ids();
    if (environment.isTooOld(queued)) {
      drop(queued, ids, context);
      return new Answer(queued.messageId(), false, () -> {});
    }
    EventFrame.Answer answer =
        events.answer(
            queued.event(),
            ids,
            context,
            (invocation, _) -> environment.admission().admitQueued(invocation));
    return new Answer(queued.messageId(), answer.response().retry(), answer.rest());
  }

  private void drop(QueuedEvent queued, Map<String, String> ids, Context context) {
    try (InvocationTelemetry telemetry = events.telemetry(queued.event(), ids, context)) {
      telemetry.metrics().count(FunctionMetric.Count.MESSAGES_TOO_OLD);
      telemetry.log().log(Level.WARNING, "too old", Map.of("sentAt", queued.sentAt().toString()));
    }
  }
}
