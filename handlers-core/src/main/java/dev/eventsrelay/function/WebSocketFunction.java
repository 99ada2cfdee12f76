// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The frame around each handler: an answer to every event, in time.
 *
 * <p>No exception and no time-out leaves it, because API Gateway would turn either into a JSON
 * frame to the client, and a client that waits for a result takes any JSON frame for it.
 *
 * <p>Events come from API Gateway, or in batches from an SQS queue that API Gateway puts them on.
 * Thread-safe.
 */
public final class WebSocketFunction {
  private final FailFast failFast;
  private final Admission admission;
  private final EventFrame events;
  private final QueueFrame queue;

  WebSocketFunction(
      ExecutionEnvironment environment,
      WebSocketHandler handler,
      Function<Unanswered, Response> otherwise) {
    requireNonNull(environment, "environment is null");
    this.failFast = environment.failFast();
    this.admission = environment.admission();
    this.events = new EventFrame(environment, handler, otherwise);
    this.queue = new QueueFrame(environment, events);
  }

  /**
   * Answers what the runtime hands over: one event, or a batch of queued events, of which those
   * that are to come again are named in the response. Called by any number of threads at once.
   *
   * @param event its JSON
   * @param response gets the response's JSON
   * @throws IOException if one of the streams, which are the runtime's, fails
   */
  public void handle(InputStream event, OutputStream response, Context context) throws IOException {
    try {
      switch (read(event)) {
        case Incoming.Single(WebSocketEvent single) -> answer(single, response, context);
        case Incoming.Batch(List<QueuedEvent> batch) -> queue.answer(batch, response, context);
      }
    } catch (RuntimeException | Error e) {
      // Nothing but a process without memory for an answer gets here.
      failFast.examine(e);
      throw e;
    }
  }

  private static Incoming read(InputStream event) throws IOException {
    try {
      return Incoming.read(event);
    } catch (JacksonException e) {
      return new Incoming.Single(new WebSocketEvent());
    }
  }

  private void answer(WebSocketEvent event, OutputStream response, Context context)
      throws IOException {
    EventFrame.Answer answer = events.answer(event, Map.of(), context, admission::admit);
    try {
      answer.response().writeTo(response);
    } finally {
      answer.rest().run();
    }
  }
}
