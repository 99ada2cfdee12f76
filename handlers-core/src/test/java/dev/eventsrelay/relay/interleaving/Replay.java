// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Backoff;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.ConnectionsApi;
import dev.eventsrelay.connection.RetryingPosts;
import dev.eventsrelay.connection.StoreCalls;
import dev.eventsrelay.function.Clients;
import dev.eventsrelay.function.GoneClients;
import dev.eventsrelay.function.InvocationContext;
import dev.eventsrelay.function.Subscriptions;
import dev.eventsrelay.relay.MessageRouter;
import dev.eventsrelay.relay.Outcome;
import dev.eventsrelay.relay.ResultStore;
import dev.eventsrelay.relay.interleaving.Touch.Kind;
import dev.eventsrelay.telemetry.Metrics;
import dev.eventsrelay.testkit.Stores;
import dev.eventsrelay.testkit.Stores.Around;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the real code for one message, up to the first step of each strand that is not answered yet.
 *
 * <p>What the code does depends on nothing but its message and what its steps returned: there is no
 * other input, and the clock stands. So the same code run again with the answers it had gets to
 * where it was, and the steps that it then wants to take are the ones that can come next. It runs
 * on one thread: each task runs where it is started, as a strand of its own with answers of its
 * own, and an exception ends a strand at its first step without an answer. What waits for such a
 * task ends with it.
 */
final class Replay implements Executor {
  private static final String FIRST = "";
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), new Random(1), _ -> {});
  private static final StoreCalls CALLS =
      new StoreCalls(Duration.ofSeconds(1), BACKOFF, Metrics.NONE);

  private final Map<String, List<Answer>> answers;
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, Integer> children = new HashMap<>();
  private final Deque<String> running = new ArrayDeque<>(List.of(FIRST));
  private final SortedMap<String, Step> next = new TreeMap<>();

  private static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered() {
      super("the end of what is known", null, false, false);
    }
  }

  private Replay(Map<String, List<Answer>> answers) {
    this.answers = answers;
  }

  /**
   * The steps that the handling of a message can take next, by strand; none if it is done.
   *
   * @param answers what the steps taken so far returned, by strand
   * @param defect put around the stores before the code gets them
   */
  static SortedMap<String, Step> next(
      Actor actor, String message, Map<String, List<Answer>> answers, Defect defect) {
    Replay replay = new Replay(answers);
    try {
      replay.run(actor, message, defect);
    } catch (Unanswered e) {
      // Known by its step.
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof Unanswered)) {
        throw e;
      }
    }
    return replay.next;
  }

  private void run(Actor actor, String message, Defect defect) {
    RecordedStore recorded = new RecordedStore(this::take);
    Around around = defect.around(recorded);
    ConnectionStore connections = Stores.around((ConnectionStore) recorded, around);
    ConnectionId connection = new ConnectionId(actor.connection());
    Deadline deadline = World.CLOCK.in(Duration.ofMinutes(1));
    switch (message) {
      case Actor.AWAIT -> {
        Object _ =
            take(
                new Step(
                    message,
                    List.of(Touch.reads(Kind.INBOX, connection.value())),
                    world -> world.hasReceived(connection.value()),
                    _ -> null));
      }
      case Actor.CLOSE -> {
        Object _ =
            take(
                Step.of(
                    message,
                    world -> {
                      world.close(connection.value());
                      return null;
                    },
                    Touch.writes(Kind.CONNECTION, connection.value())));
        int _ = subscriptions(connections, recorded).endAll(connection, deadline);
      }
      default -> {
        ResultStore results = Stores.around((ResultStore) recorded, around);
        Tasks tasks = new Tasks(this);
        Subscriptions subscriptions = subscriptions(connections, recorded);
        List<Consumer<Deadline>> afterAnswer = new ArrayList<>();
        InvocationContext invocation =
            new InvocationContext(
                connection,
                World.CLOCK.instant(),
                new Clients(
                    new RetryingPosts(recorded, Duration.ofSeconds(1), BACKOFF, Metrics.NONE),
                    new GoneClients(subscriptions, afterAnswer::add, (_, _, _) -> {}),
                    tasks,
                    deadline,
                    (_, _, _) -> {},
                    Metrics.NONE),
                subscriptions,
                CALLS,
                deadline,
                (_, _, _) -> {},
                Metrics.NONE);
        Outcome _ =
            new MessageRouter(results, tasks, false, World.CLOCK).route(message, invocation);
        afterAnswer.forEach(work -> work.accept(deadline));
      }
    }
  }

  private static Subscriptions subscriptions(ConnectionStore store, ConnectionsApi api) {
    return new Subscriptions(store, CALLS, api);
  }

  private @Nullable Object take(Step step) {
    String strand = requireNonNull(running.peek());
    List<Answer> known = answers.getOrDefault(strand, List.of());
    int position = taken.merge(strand, 1, Integer::sum) - 1;
    if (position >= known.size()) {
      next.put(strand, step);
      throw new Unanswered();
    }
    Answer answer = known.get(position);
    if (!answer.isOf(step.operation()) || !answer.step().touches().equals(step.touches())) {
      throw new AssertionError("not a function of its answers: " + answer + ", now " + step);
    }
    return answer.value();
  }

  @Override
  public void execute(Runnable task) {
    String parent = requireNonNull(running.peek());
    running.push(parent + "." + children.merge(parent, 1, Integer::sum));
    try {
      task.run();
    } finally {
      running.pop();
    }
  }
}
