// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.console.Counters.Count;
import dev.eventsrelay.emulator.faults.CallListener;
import dev.eventsrelay.emulator.gateway.GatewayListener;
import dev.eventsrelay.emulator.gateway.RouteOutcome;
import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.StartedInvocation;
import dev.eventsrelay.emulator.queue.Message;
import dev.eventsrelay.emulator.queue.QueueListener;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Counts everything, and hands it to the traces through a queue of bounded length. What finds the
 * queue full is counted and left out of the traces, so that no thread of the gateway or the
 * functions ever waits for the console. Thread-safe.
 */
final class Feed implements GatewayListener, FunctionListener, CallListener, QueueListener {
  private static final int MAX_WAITING = 16_384;

  /** An error of DynamoDB that is an answer rather than a failure. */
  private static final String CONDITION_FAILED = "ConditionalCheckFailed";

  private final BlockingQueue<Happening> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Counters counters;
  private final Clients clients;
  private final Notices notices;
  private final Backlog backlog;

  Feed(Counters counters, Clients clients, Notices notices, Backlog backlog) {
    this.counters = counters;
    this.clients = clients;
    this.notices = notices;
    this.backlog = backlog;
  }

  /** Waits for at least one happening and moves all that wait, up to a limit, to a list. */
  void take(List<Happening> into, int limit) throws InterruptedException {
    into.add(waiting.take());
    waiting.drainTo(into, limit - 1);
  }

  private void offer(Happening happening) {
    if (!waiting.offer(happening)) {
      counters.add(Count.EVENTS_DROPPED);
    }
  }

  @Override
  public void connected(Client client) {
    clients.opened(client);
  }

  @Override
  public void refused(int status) {
    counters.add(Count.CONNECTS_REFUSED);
  }

  @Override
  public void requested(RouteRequest request) {
    if (!request.routeKey().startsWith("$") || request.routeKey().equals("$default")) {
      counters.add(Count.FRAMES_IN);
      clients.frameIn(request.connectionId());
    }
    offer(new Happening.Requested(System.nanoTime(), request));
  }

  @Override
  public void answered(RouteAnswer answer) {
    if (!answer.sent().isEmpty()) {
      counters.add(Count.FRAMES_OUT);
      clients.frameOut(answer.connectionId());
      if (answer.outcome() != RouteOutcome.ANSWERED) {
        counters.add(Count.ERROR_FRAMES);
      }
    }
    offer(new Happening.Answered(System.nanoTime(), answer));
  }

  @Override
  public void posted(AnsweredPost post) {
    counters.add(Count.POSTS);
    if (post.attempt() > 1) {
      counters.add(Count.POSTS_RETRIED);
    }
    if (post.status() >= 400) {
      counters.add(Count.POSTS_FAILED);
    } else {
      counters.add(Count.FRAMES_OUT);
      clients.frameOut(post.connectionId());
    }
    offer(new Happening.Posted(System.nanoTime(), post));
  }

  @Override
  public void disconnected(String connectionId) {
    clients.closed(connectionId);
  }

  @Override
  public void started(StartedInvocation invocation) {
    counters.function(invocation.functionName()).started.increment();
    offer(new Happening.Started(System.nanoTime(), invocation));
  }

  @Override
  public void completed(CompletedInvocation invocation) {
    if (!(invocation.result() instanceof InvocationResult.Response)) {
      counters.function(invocation.functionName()).failed.increment();
    }
    offer(new Happening.Completed(System.nanoTime(), invocation));
  }

  @Override
  public void throttled(String functionName, byte[] event, String reason) {
    counters.function(functionName).refused.increment();
    offer(new Happening.Throttled(System.nanoTime(), functionName, event, reason));
  }

  @Override
  public void output(String functionName, long pid, String line) {
    offer(new Happening.Written(System.nanoTime(), functionName, pid, line));
  }

  @Override
  public void notice(String functionName, long pid, String sentence) {
    notices.add(functionName, pid, sentence);
  }

  @Override
  public void answered(Call call) {
    counters.add(Count.CALLS);
    if (call.attempt() > 1) {
      counters.add(Count.CALLS_RETRIED);
    }
    if (call.status() >= 400 && !Text.of(call.response()).contains(CONDITION_FAILED)) {
      counters.add(Count.CALLS_FAILED);
    }
    offer(new Happening.Called(System.nanoTime(), call));
  }

  @Override
  public void sent(Sending sending) {
    counters.queue(sending.queue()).sent.add(sending.messageIds().size());
    long now = System.currentTimeMillis();
    sending.messageIds().forEach(id -> backlog.came(sending.queue(), id, now));
    offer(new Happening.Sent(System.nanoTime(), sending));
  }

  @Override
  public void received(Receipt receipt) {
    Counters.OfQueue counts = counters.queue(receipt.queue());
    for (Message message : receipt.messages()) {
      counts.received.increment();
      if (message.receives() > 1) {
        counts.again.increment();
      }
      backlog.came(receipt.queue(), message.id(), message.sentAt());
    }
    offer(new Happening.Received(System.nanoTime(), receipt));
  }

  @Override
  public void deleted(String queue, List<String> messageIds) {
    counters.queue(queue).deleted.add(messageIds.size());
    messageIds.forEach(id -> backlog.left(queue, id));
    offer(new Happening.Left(System.nanoTime(), queue, messageIds, Stay.DONE, ""));
  }

  @Override
  public void returned(String queue, List<String> messageIds, String reason) {
    counters.queue(queue).returned.add(messageIds.size());
    offer(new Happening.Left(System.nanoTime(), queue, messageIds, Stay.COMES_AGAIN, reason));
  }
}
