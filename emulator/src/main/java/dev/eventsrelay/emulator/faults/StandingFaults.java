// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import dev.eventsrelay.emulator.faults.CallFate.Answer;
import dev.eventsrelay.emulator.faults.Fault.DelayDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.DelayPosts;
import dev.eventsrelay.emulator.faults.Fault.DelaySqs;
import dev.eventsrelay.emulator.faults.Fault.FailDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.FailPosts;
import dev.eventsrelay.emulator.faults.Fault.FailSqs;
import dev.eventsrelay.emulator.faults.Fault.RefuseConnect;
import dev.eventsrelay.emulator.faults.Fault.Standing;
import dev.eventsrelay.emulator.faults.Fault.ThrottleDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.ThrottleSqs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The standing faults, and what they do to a call. Each has a separate random generator, so that
 * the n-th call that it sees has the same fate whatever else is injected. When several faults hit a
 * call, delays add up and the fault that was injected first gives the answer. Thread-safe.
 */
final class StandingFaults {
  private final SplittableGenerator seeds;
  private final List<Active> active = new CopyOnWriteArrayList<>();

  /** Starts without faults. Injected faults draw from the given random generator. */
  StandingFaults(SplittableGenerator seeds) {
    this.seeds = seeds;
  }

  synchronized void add(Standing fault) {
    active.add(new Active(fault, seeds.split()));
  }

  List<Standing> all() {
    return active.stream().map(Active::fault).toList();
  }

  void end(Standing fault) {
    active.removeIf(one -> one.fault().equals(fault));
  }

  void clear() {
    active.clear();
  }

  /** The fate of a post to a connection. */
  PostFate post(String connectionId) {
    PostFate fate = PostFate.UNDISTURBED;
    for (Active one : active) {
      fate = post(one, connectionId, fate);
    }
    return fate;
  }

  private static PostFate post(Active one, String connectionId, PostFate fate) {
    return switch (one.fault()) {
      case DelayPosts(Duration by, double _, Optional<String> only)
          when concerns(only, connectionId) && one.hits() ->
          new PostFate(fate.delay().plus(by), fate.answer());
      case FailPosts(int status, FailPosts.Client client, double _, Optional<String> only)
          when concerns(only, connectionId)
              && one.hits()
              && fate.answer() instanceof PostFate.Answer.True ->
          new PostFate(fate.delay(), new PostFate.Answer.Failed(status, client));
      case DelayPosts _,
          FailPosts _,
          RefuseConnect _,
          DelayDynamoDb _,
          ThrottleDynamoDb _,
          FailDynamoDb _,
          DelaySqs _,
          ThrottleSqs _,
          FailSqs _ ->
          fate;
    };
  }

  /** The status to refuse a handshake with; empty to let it pass. */
  OptionalInt refusal() {
    for (Active one : active) {
      if (one.fault() instanceof RefuseConnect(int status, double _) && one.hits()) {
        return OptionalInt.of(status);
      }
    }
    return OptionalInt.empty();
  }

  /** The fate of a DynamoDB call. */
  CallFate dynamoDb(String operation) {
    return call(Service.DYNAMODB, operation);
  }

  /** The fate of an SQS call. */
  CallFate sqs(String operation) {
    return call(Service.SQS, operation);
  }

  private CallFate call(Service service, String operation) {
    CallFate fate = CallFate.UNDISTURBED;
    for (Active one : active) {
      Disturbance disturbance = disturbance(one.fault());
      if (disturbance != null && disturbance.concerns(service, operation) && one.hits()) {
        fate = disturbance.addTo(fate);
      }
    }
    return fate;
  }

  /** What a fault does to calls of a service; null if it is about something else. */
  private static @Nullable Disturbance disturbance(Standing fault) {
    return switch (fault) {
      case DelayDynamoDb(Duration by, double _, Optional<String> only) ->
          new Disturbance(Service.DYNAMODB, only, by, new Answer.True());
      case ThrottleDynamoDb(double _, Optional<String> only) ->
          new Disturbance(Service.DYNAMODB, only, Duration.ZERO, new Answer.Throttled());
      case FailDynamoDb(int status, boolean carriedOut, double _, Optional<String> only) ->
          new Disturbance(
              Service.DYNAMODB, only, Duration.ZERO, new Answer.Failed(status, carriedOut));
      case DelaySqs(Duration by, double _, Optional<String> only) ->
          new Disturbance(Service.SQS, only, by, new Answer.True());
      case ThrottleSqs(double _, Optional<String> only) ->
          new Disturbance(Service.SQS, only, Duration.ZERO, new Answer.Throttled());
      case FailSqs(int status, boolean carriedOut, double _, Optional<String> only) ->
          new Disturbance(Service.SQS, only, Duration.ZERO, new Answer.Failed(status, carriedOut));
      case DelayPosts _, FailPosts _, RefuseConnect _ -> null;
    };
  }

  private enum Service {
    DYNAMODB,
    SQS
  }

  private record Disturbance(
      Service service, Optional<String> only, Duration delay, Answer answer) {
    boolean concerns(Service called, String operation) {
      return service == called && StandingFaults.concerns(only, operation);
    }

    /** Delays add up, answers do not. */
    CallFate addTo(CallFate fate) {
      boolean answered = !(fate.answer() instanceof Answer.True);
      return new CallFate(fate.delay().plus(delay), answered ? fate.answer() : answer);
    }
  }

  private static boolean concerns(Optional<String> only, String name) {
    return only.isEmpty() || only.get().equals(name);
  }

  private record Active(Standing fault, SplittableGenerator random) {
    boolean hits() {
      synchronized (random) {
        return random.nextDouble() < fault.rate();
      }
    }
  }
}
