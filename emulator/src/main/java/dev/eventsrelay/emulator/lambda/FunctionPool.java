// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import dev.eventsrelay.emulator.lambda.InvocationResult.Throttled;
import dev.eventsrelay.emulator.process.ChildProcesses;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A function with its execution environments. On managed instances:
 *
 * <ul>
 *   <li>The specified number of environments runs all the time. One that ends is replaced at once,
 *       and with growing pauses while its successors fail at their start.
 *   <li>An invocation goes to the ready environment with the fewest invocations, round robin
 *       between equals, and never exceeds an environment's concurrency.
 *   <li>Nothing queues, except for at most a second for a poller that is about to return. The
 *       result is {@link Throttled} at once when all slots are taken, and while no environment is
 *       ready. AWS documents the first; the second is inferred from AWS's open-source server, whose
 *       router refuses when it has no idle runtime.
 *   <li>After the function's timeout the caller gets {@link InvocationResult.TimedOut}. The code
 *       runs on and keeps its slot; its late answer is refused with 410, as by AWS's server.
 *   <li>An environment that ends fails its invocations with {@code Runtime.ExitError}.
 * </ul>
 *
 * <p>A standard function differs:
 *
 * <ul>
 *   <li>An environment takes one invocation. One that finds no free environment has another made,
 *       and takes whichever is free first.
 *   <li>This machine's bound on environments makes invocations wait, for at most 30 s. Only the
 *       function's concurrency limit refuses them.
 *   <li>After the function's timeout its environment is killed; its successor starts anew.
 *   <li>An environment that cannot start fails the invocation that it was made for.
 * </ul>
 *
 * <p>Thread-safe. Results complete on the pool's one event loop, so dependents must not block
 * there.
 */
public final class FunctionPool implements LambdaFunction, AutoCloseable {
  /** The initialization limit on managed instances for a function timeout of up to 130 s. */
  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(130);

  private static final long CALL_DEADLINE_MS = 5000;

  /** How long an invocation may be on its way into an environment that shows it as in flight. */
  private static final long RETIREMENT_MS = 2000;

  private final RuntimeCommand runtime;
  private final ChildProcesses processes;
  private final FunctionListener listener;
  private final Duration initTimeout;
  private final EventLoopGroup group;
  private final EventLoop loop;

  /** Only used on the event loop: the current one, one that is starting, and old ones. */
  private final Set<Fleet> fleets = new HashSet<>();

  private volatile FunctionSpec function;
  private volatile Fleet fleet;

  /**
   * Prepares a pool; nothing runs before {@link #start}.
   *
   * @param function what to run
   * @param runtime how to run it
   * @param processes starts the environments; closed by the caller, after the pool
   * @param listener hears output, invocations and notices
   */
  public FunctionPool(
      FunctionSpec function,
      RuntimeCommand runtime,
      ChildProcesses processes,
      FunctionListener listener) {
    this(function, runtime, processes, listener, INIT_TIMEOUT);
  }

  /** The same with another limit on the time until every environment has asked for work. */
  FunctionPool(
      FunctionSpec function,
      RuntimeCommand runtime,
      ChildProcesses processes,
      FunctionListener listener,
      Duration initTimeout) {
    this.function = function;
    this.runtime = runtime;
    this.processes = processes;
    this.listener = listener;
    this.initTimeout = initTimeout;
    this.group =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("lambda-" + function.name(), true),
            NioIoHandler.newFactory());
    this.loop = group.next();
    this.fleet = fleetOf(function);
  }

  private Fleet fleetOf(FunctionSpec version) {
    return new Fleet(
        version,
        listener,
        initTimeout,
        loop,
        new EnvironmentLauncher(version, runtime, processes, listener, loop));
  }

  /**
   * Starts the environments. Call once.
   *
   * @return completes when every environment has asked for work; fails with a {@link
   *     FunctionStartException} as soon as one of them cannot start, or when the initialization
   *     timeout passes. Then nothing is left running, but close the pool anyway.
   */
  public CompletableFuture<Void> start() {
    return start(fleet);
  }

  private CompletableFuture<Void> start(Fleet starting) {
    loop.execute(
        () -> {
          fleets.add(starting);
          starting.start();
        });
    return starting.ready();
  }

  /**
   * Replaces the environments by those of another version of the function. Invocations go to the
   * old ones until the new ones are ready; the old ones end when they have answered, or after the
   * function's timeout. Do not call it again before its result has completed.
   *
   * @return completes when the new environments take invocations; fails as {@link #start} does, and
   *     then the old ones go on
   */
  public CompletableFuture<Void> deploy(FunctionSpec version) {
    Fleet successor = fleetOf(version);
    return start(successor).thenRunAsync(() -> switchTo(successor, version), loop);
  }

  private void switchTo(Fleet successor, FunctionSpec version) {
    Fleet old = fleet;
    long deadline = System.nanoTime() + version.timeout().toNanos();
    fleet = successor;
    function = version;
    var _ = loop.schedule(() -> retire(old, deadline), RETIREMENT_MS, TimeUnit.MILLISECONDS);
  }

  private void retire(Fleet old, long deadline) {
    boolean busy = old.status().stream().anyMatch(environment -> environment.inFlight() > 0);
    if (busy && System.nanoTime() < deadline) {
      var _ = loop.schedule(() -> retire(old, deadline), RETIREMENT_MS, TimeUnit.MILLISECONDS);
      return;
    }
    fleets.remove(old);
    old.stop("It was replaced.");
  }

  @Override
  public CompletableFuture<InvocationResult> invoke(byte[] event) {
    CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    Invocation invocation = new Invocation(event, result);
    try {
      loop.execute(() -> fleet.place(invocation));
    } catch (RejectedExecutionException loopStopped) {
      result.complete(Fleet.STOPPED);
    }
    return result;
  }

  /** The function that this pool runs. */
  public FunctionSpec function() {
    return function;
  }

  /** The current environments, oldest first; empty after {@link #close}. */
  public List<EnvironmentStatus> environments() {
    return onLoop(fleet::status, List.of());
  }

  /**
   * Kills an environment's process with SIGKILL; it is replaced.
   *
   * @param pid its process id
   * @return whether the process belongs to this pool
   */
  public boolean kill(long pid) {
    return onLoop(() -> fleet.kill(pid), false);
  }

  private <T> T onLoop(Supplier<T> question, T whenStopped) {
    if (loop.inEventLoop()) {
      return question.get();
    }
    try {
      return loop.submit(question::get).get(CALL_DEADLINE_MS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException loopStopped) {
      return whenStopped;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking function " + function.name(), e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Function %s does not answer.".formatted(function.name()), e);
    }
  }

  /**
   * Kills the environments and fails invocations in flight. Blocks for at most 5 s. Do not call it
   * from a dependent of a result.
   */
  @Override
  public void close() {
    try {
      loop.execute(() -> fleets.forEach(one -> one.stop("It was stopped before it had started.")));
    } catch (RejectedExecutionException closedBefore) {
      return;
    }
    group
        .shutdownGracefully(0, CALL_DEADLINE_MS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CALL_DEADLINE_MS);
  }
}
