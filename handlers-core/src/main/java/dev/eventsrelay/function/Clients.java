// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionMetric;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.PostResult.Overloaded;
import dev.eventsrelay.connection.PostResult.Refused;
import dev.eventsrelay.connection.PostResult.Throttled;
import dev.eventsrelay.connection.PostResult.Unavailable;
import dev.eventsrelay.connection.RetryingPosts;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.telemetry.EventLog;
import dev.eventsrelay.telemetry.Metrics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings frames of one invocation to clients: tries again while that may help, and has the clients
 * that are gone forgotten after the answer.
 *
 * <p>Every client has a thread and attempts for itself: one that is slow or failing delays nobody
 * else. Thread-safe.
 */
public final class Clients {
  /**
   * Posts of one invocation that are under way at once: enough for a large fan-out to take a few
   * round trips only, few enough to leave HTTP connections to the other invocations.
   */
  private static final int MAX_CONCURRENT_POSTS = 256;

  /**
   * How long a fan-out tries: a failure of a second or two loses nothing, and one that lasts does
   * not take all slots until their deadlines.
   */
  static final Duration FAN_OUT_PATIENCE = Duration.ofSeconds(3);

  private final RetryingPosts posts;
  private final GoneClients gone;
  private final Tasks tasks;
  private final Deadline deadline;
  private final EventLog log;
  private final Metrics metrics;

  /**
   * The clients of one invocation.
   *
   * @param gone forgets those that are gone
   * @param deadline of the invocation
   */
  public Clients(
      RetryingPosts posts,
      GoneClients gone,
      Tasks tasks,
      Deadline deadline,
      EventLog log,
      Metrics metrics) {
    this.posts = requireNonNull(posts, "posts is null");
    this.gone = requireNonNull(gone, "gone is null");
    this.tasks = requireNonNull(tasks, "tasks is null");
    this.deadline = requireNonNull(deadline, "deadline is null");
    this.log = requireNonNull(log, "log is null");
    this.metrics = requireNonNull(metrics, "metrics is null");
  }

  /** Posts to one client, on the calling thread, and tries until the invocation's deadline. */
  public PostResult post(Frame frame, ConnectionId to) {
    return post(frame, to, List.of(), deadline);
  }

  /** Posts to one subscriber of a topic as {@link #post(Frame, ConnectionId)} does. */
  public PostResult post(Frame frame, ConnectionId to, Topic topic) {
    return post(frame, to, List.of(topic), deadline);
  }

  /**
   * Posts to all of those subscribers of a topic side by side, and waits for every one: until the
   * invocation's deadline, and for three seconds at most.
   */
  public List<PostResult> postToAll(Frame frame, Set<ConnectionId> to, Topic topic) {
    Deadline patience = deadline.within(FAN_OUT_PATIENCE);
    if (to.size() == 1) {
      return List.of(post(frame, to.iterator().next(), List.of(topic), patience));
    }
    return tasks.forEach(
        to,
        MAX_CONCURRENT_POSTS,
        deadline,
        client -> post(frame, client, List.of(topic), patience),
        () -> new Unavailable("no answer by the deadline"));
  }

  private PostResult post(Frame frame, ConnectionId to, List<Topic> topics, Deadline by) {
    PostResult result = posts.post(to, frame, by);
    switch (result) {
      case Delivered _ -> {}
      case Gone _ -> {
        metrics.count(ConnectionMetric.Count.CONNECTIONS_GONE);
        gone.forget(to, topics);
      }
      case Throttled _ -> failed(ConnectionMetric.Failed.POST_THROTTLED, to, "throttled");
      case Overloaded _ -> failed(ConnectionMetric.Failed.POST_OVERLOADED, to, "overloaded");
      case Unavailable(String reason) ->
          failed(ConnectionMetric.Failed.POST_UNAVAILABLE, to, reason);
      case Refused(int status, String reason) ->
          failed(ConnectionMetric.Failed.POST_REFUSED, to, status + " " + reason);
    }
    return result;
  }

  private void failed(ConnectionMetric.Failed failure, ConnectionId to, String reason) {
    metrics.failed(failure);
    log.log(Level.WARNING, "post failed", Map.of("client", to.value(), "reason", reason));
  }
}
