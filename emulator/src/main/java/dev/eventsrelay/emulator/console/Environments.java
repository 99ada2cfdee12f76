// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What each environment works on, and which of it a call belongs to. Not thread-safe: {@link
 * Traces} guards it.
 */
final class Environments {
  /** What an SDK puts before the application id in its {@code User-Agent}. */
  private static final String APPLICATION = "app/";

  /** How long an invocation that has ended may still be called for, as for a clean-up. */
  private static final long AFTERMATH_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Lambda's longest timeout: what began before has ended, even if nobody has heard of it. */
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(15);

  private final Map<String, Deque<Work>> byEnvironment = new HashMap<>();
  private final Map<String, Work> byRequestId = new HashMap<>();

  /** The messages that a call belongs to; more than one only if they cannot be told apart. */
  record Owners(List<Subject> subjects, Evidence evidence) {}

  void add(Work work) {
    byRequestId.put(work.invocation().requestId(), work);
    Deque<Work> works =
        byEnvironment.computeIfAbsent(work.invocation().environmentId(), _ -> new ArrayDeque<>());
    works.addLast(work);
    // Of all environments, because one that has ended gets no more work.
    byEnvironment.values().forEach(all -> forgetOld(all, work.beganNanos()));
    byEnvironment.values().removeIf(Deque::isEmpty);
  }

  private void forgetOld(Deque<Work> works, long now) {
    works.removeIf(
        old -> {
          boolean over = aftermath(old) < now || old.beganNanos() < now - LONGEST_NANOS;
          if (over) {
            byRequestId.remove(old.invocation().requestId());
          }
          return over;
        });
  }

  /** The work on an invocation, by Lambda's request id; null if it is unknown or long over. */
  @Nullable Work byRequestId(String requestId) {
    return byRequestId.get(requestId);
  }

  /**
   * Whose call it is.
   *
   * @param userAgent the sender's, which names its environment
   * @param body the call's, and whatever else names a message
   * @param beganNanos when it arrived
   */
  Owners owners(String userAgent, String traceId, String body, long beganNanos) {
    Deque<Work> inEnvironment = byEnvironment.get(environmentId(userAgent));
    List<Work> candidates =
        (inEnvironment == null
                ? byEnvironment.values().stream().flatMap(Deque::stream)
                : inEnvironment.stream())
            .filter(work -> work.beganNanos() <= beganNanos)
            .filter(work -> beganNanos <= aftermath(work))
            .toList();
    List<Work> traced = candidates.stream().filter(work -> work.hasTraceId(traceId)).toList();
    if (traced.size() == 1) {
      return within(traced.getFirst(), body, Evidence.TRACE_ID);
    }
    List<Work> underWay = candidates.stream().filter(work -> work.covers(beganNanos)).toList();
    if (underWay.size() == 1 && inEnvironment != null) {
      return within(underWay.getFirst(), body, Evidence.ALONE);
    }
    // What is under way is likelier than what has ended: a later message may have the same words.
    return named(subjects(underWay), body)
        .or(() -> named(subjects(candidates), body))
        .orElseGet(
            () ->
                new Owners(subjects(underWay.isEmpty() ? candidates : underWay), Evidence.OVERLAP));
  }

  /**
   * Whose of one invocation.
   *
   * @param evidence that it is of the invocation
   */
  static Owners within(Work work, String body, Evidence evidence) {
    if (work.subjects().size() == 1) {
      return new Owners(work.subjects(), evidence);
    }
    return named(work.subjects(), body)
        .orElseGet(() -> new Owners(work.subjects(), Evidence.OVERLAP));
  }

  private static Optional<Owners> named(List<Subject> subjects, String body) {
    List<Subject> named = Subject.namedIn(body, subjects);
    if (named.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Owners(named, named.size() == 1 ? Evidence.CONTENT : Evidence.OVERLAP));
  }

  private static List<Subject> subjects(List<Work> works) {
    return works.stream().flatMap(work -> work.subjects().stream()).toList();
  }

  private static long aftermath(Work work) {
    long end = work.endedNanos();
    return end == Long.MAX_VALUE ? end : end + AFTERMATH_NANOS;
  }

  private static String environmentId(String userAgent) {
    int start = userAgent.indexOf(APPLICATION);
    if (start < 0) {
      return "";
    }
    int end = userAgent.indexOf(' ', start);
    String id = end < 0 ? userAgent.substring(start) : userAgent.substring(start, end);
    return id.substring(APPLICATION.length());
  }
}
