// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.eventsrelay.emulator.lambda.InvocationResult.FunctionError;
import dev.eventsrelay.emulator.lambda.InvocationResult.Throttled;
import dev.eventsrelay.emulator.lambda.InvocationResult.TimedOut;
import dev.eventsrelay.emulator.process.ChildProcess;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One execution environment: a process, its Runtime API and its slots. Confined to the pool's event
 * loop.
 *
 * <p>A slot is taken from the moment an invocation is accepted until the code answers it, whether
 * or not its caller still waits. The emulator counts slots, because some runtimes poll for more
 * work than they may get.
 */
final class Environment implements RuntimeApi {
  /**
   * The variable by which every AWS SDK adds {@code app/NAME} to its {@code User-Agent}, so that
   * the environment of a call can be told (<a
   * href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-appid.html">AWS</a>).
   */
  static final String CLIENT_NAME = "AWS_SDK_UA_APP_ID";

  /** How long an accepted invocation waits for a poller that should come back. */
  private static final Duration POLLER_PATIENCE = Duration.ofSeconds(1);

  /** How long a runtime that has reported an initialization error may take to exit. */
  private static final Duration EXIT_GRACE = Duration.ofSeconds(1);

  /** How the pool hears of changes. */
  interface Owner {
    /** The environment has asked for work for the first time. */
    void ready(Environment environment);

    /** The environment waits for work and has a free slot. */
    void idle(Environment environment);

    /** The environment has ended and can be replaced. */
    void ended(Environment environment, String reason);

    /** An accepted invocation was never handed over and must be placed elsewhere. */
    void place(Invocation invocation);
  }

  private final FunctionSpec function;
  private final FunctionListener listener;
  private final EventLoop loop;
  private final Owner owner;
  private final String id = "environment-" + UUID.randomUUID();
  private final RecentLines recentLines = new RecentLines();
  private final PollerQueue pollers;
  private final Map<String, Invocation> inFlight = new HashMap<>();
  private boolean ready;
  private boolean hadWorked;
  private @Nullable ChildProcess process;
  private @Nullable FunctionError initError;

  Environment(FunctionSpec function, FunctionListener listener, EventLoop loop, Owner owner) {
    this.function = function;
    this.listener = listener;
    this.loop = loop;
    this.owner = owner;
    this.pollers = new PollerQueue(function.compute().concurrency());
  }

  /** Unique, and at most 50 characters, as an SDK's application id must be. */
  String id() {
    return id;
  }

  boolean isReady() {
    return ready;
  }

  /** Whether the environment was ever ready. */
  boolean hadWorked() {
    return hadWorked;
  }

  long pid() {
    return process == null ? 0 : process.pid();
  }

  /** Invocations accepted and not yet answered. */
  int busy() {
    return pollers.accepted() + inFlight.size();
  }

  boolean hasSlot() {
    return ready && busy() < function.compute().concurrency() && pollers.hasPoller();
  }

  EnvironmentStatus status() {
    return new EnvironmentStatus(
        pid(),
        ready ? EnvironmentStatus.State.READY : EnvironmentStatus.State.STARTING,
        inFlight.size(),
        pollers.waiting());
  }

  RecentLines recentLines() {
    return recentLines;
  }

  /** Accepts an invocation. Call only if {@link #hasSlot}. */
  void accept(Invocation invocation) {
    pollers
        .pollerFor(invocation)
        .ifPresentOrElse(
            poll -> handOver(invocation, poll),
            () -> invocation.time(after(POLLER_PATIENCE, () -> giveUpPoller(invocation))));
  }

  private void giveUpPoller(Invocation invocation) {
    pollers.giveUp(invocation);
    String reason = "A poller has not come back: the environment serves fewer invocations at once.";
    notice(reason);
    listener.throttled(function.name(), invocation.event(), reason);
    invocation.complete(new Throttled());
  }

  private void handOver(Invocation invocation, RuntimePoll poll) {
    inFlight.put(invocation.requestId(), invocation);
    invocation.handedOver();
    listener.started(
        new StartedInvocation(
            function.name(),
            invocation.requestId(),
            invocation.traceId(),
            invocation.event(),
            pid(),
            id));
    invocation.time(after(function.timeout(), () -> timedOut(invocation)));
    Instant deadline = Instant.now().plus(function.timeout());
    poll.send(invocation, function.arn(), deadline)
        .addListener(
            sent -> {
              if (!sent.isSuccess() && inFlight.remove(invocation.requestId(), invocation)) {
                owner.place(invocation);
              }
            });
  }

  /** Managed code runs on and keeps its slot; a standard function's environment is reset. */
  private void timedOut(Invocation invocation) {
    complete(invocation, new TimedOut(function.timeout()));
    notice(
        String.format(
            Locale.ROOT,
            "%s Task timed out after %.2f seconds.",
            invocation.requestId(),
            function.timeout().toMillis() / 1000.0));
    if (function.compute() instanceof Compute.Standard) {
      ready = false;
      kill();
    }
  }

  private Future<?> after(Duration delay, Runnable task) {
    return loop.schedule(task, delay.toMillis(), MILLISECONDS);
  }

  private void complete(Invocation invocation, InvocationResult result) {
    listener.completed(
        new CompletedInvocation(
            function.name(),
            invocation.requestId(),
            invocation.event(),
            pid(),
            result,
            invocation.sinceHandOver()));
    invocation.complete(result);
  }

  private void notice(String sentence) {
    listener.notice(function.name(), pid(), sentence);
  }

  @Override
  public void next(RuntimePoll poll) {
    if (!ready) {
      ready = true;
      hadWorked = true;
      // The other pollers connect right after the first, so a full load at once must not be
      // rejected.
      pollers.expectAll();
      owner.ready(this);
    }
    pollers
        .invocationFor(poll)
        .ifPresentOrElse(invocation -> handOver(invocation, poll), () -> owner.idle(this));
  }

  @Override
  public void pollLost(RuntimePoll poll) {
    pollers.lost(poll);
  }

  @Override
  public RuntimeAnswer ended(String requestId, InvocationResult result) {
    Invocation invocation = inFlight.remove(requestId);
    if (invocation == null) {
      return RuntimeAnswer.INVALID_REQUEST_ID;
    }
    pollers.expectOne();
    if (invocation.isCompleted()) {
      notice(
          "Request %s was answered after %d ms, too late for its caller."
              .formatted(requestId, invocation.sinceHandOver().toMillis()));
      return RuntimeAnswer.INVOKE_TIMEOUT;
    }
    complete(invocation, result);
    return RuntimeAnswer.ACCEPTED;
  }

  @Override
  public RuntimeAnswer initFailed(FunctionError error) {
    if (ready) {
      return RuntimeAnswer.INVALID_STATE;
    }
    initError = error;
    // The process is about to exit; the function's threads must not keep it alive.
    var _ = after(EXIT_GRACE, this::kill);
    return RuntimeAnswer.ACCEPTED;
  }

  /** Why the environment never asked for work, as the caller of an invocation hears it. */
  FunctionError startError(String reason) {
    return initError == null ? new FunctionError("Runtime.ExitError", reason) : initError;
  }

  void started(ChildProcess child) {
    process = child;
  }

  void exited(int exitValue) {
    String how = ProcessEnd.describe(exitValue);
    List<Invocation> homeless = pollers.clear();
    failInFlight(
        invocation ->
            new FunctionError(
                "Runtime.ExitError",
                "RequestId: %s Error: %s".formatted(invocation.requestId(), how)));
    owner.ended(this, hadWorked ? how : startFailure(how));
    homeless.forEach(owner::place);
  }

  private String startFailure(String how) {
    if (initError != null) {
      return initError.errorType() + ": " + initError.message();
    }
    return "%s before it asked for work. %s".formatted(how, recentLines);
  }

  /** Fails pending invocations and kills the process, because the pool stops. */
  void abandon(FunctionError reason) {
    pollers.clear().forEach(invocation -> invocation.complete(reason));
    failInFlight(invocation -> reason);
    kill();
  }

  private void failInFlight(Function<Invocation, FunctionError> reason) {
    ready = false;
    List<Invocation> lost = List.copyOf(inFlight.values());
    inFlight.clear();
    lost.stream()
        .filter(invocation -> !invocation.isCompleted())
        .forEach(invocation -> complete(invocation, reason.apply(invocation)));
  }

  void kill() {
    if (process != null) {
      process.kill();
    }
  }
}
