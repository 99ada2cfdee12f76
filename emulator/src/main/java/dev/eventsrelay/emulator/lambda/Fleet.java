// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.eventsrelay.emulator.lambda.InvocationResult.FunctionError;
import dev.eventsrelay.emulator.lambda.InvocationResult.Throttled;
import dev.eventsrelay.emulator.process.ChildProcess;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The environments of one function: how many there are and which one serves. Confined to the event
 * loop.
 */
final class Fleet implements Environment.Owner {
  static final FunctionError STOPPED =
      new FunctionError("Client.ExecutionEnvironmentShutDown", "The function is being stopped.");

  private final FunctionSpec function;
  private final FunctionListener listener;
  private final Duration initTimeout;
  private final EventLoop loop;
  private final EnvironmentLauncher launcher;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final List<Environment> environments = new ArrayList<>();
  private final RestartDelay restartDelay = new RestartDelay();
  private int turn;
  private boolean closed;

  Fleet(
      FunctionSpec function,
      FunctionListener listener,
      Duration initTimeout,
      EventLoop loop,
      EnvironmentLauncher launcher) {
    this.function = function;
    this.listener = listener;
    this.initTimeout = initTimeout;
    this.loop = loop;
    this.launcher = launcher;
  }

  /**
   * Completes when all environments have asked for work for the first time. Callable on any thread.
   */
  CompletableFuture<Void> ready() {
    return ready.copy();
  }

  void start() {
    for (int i = 0; i < function.environments(); i++) {
      launch();
    }
    var _ = loop.schedule(this::initTimedOut, initTimeout.toMillis(), MILLISECONDS);
  }

  private void launch() {
    if (closed) {
      return;
    }
    Environment environment = new Environment(function, listener, loop, this);
    environments.add(environment);
    launcher.launch(environment, this);
  }

  private void initTimedOut() {
    if (ready.isDone()) {
      return;
    }
    environments.stream()
        .filter(environment -> !environment.isReady())
        .findFirst()
        .ifPresent(
            late ->
                stop(
                    "Its environment %d did not ask for work within %d s. %s"
                        .formatted(late.pid(), initTimeout.toSeconds(), late.recentLines())));
  }

  void started(Environment environment, ChildProcess child) {
    environment.started(child);
    if (closed) {
      child.kill();
    }
  }

  @Override
  public void ready(Environment environment) {
    if (environments.stream().allMatch(Environment::isReady)) {
      ready.complete(null);
    }
  }

  @Override
  public void ended(Environment environment, String reason) {
    if (!environments.remove(environment)) {
      return;
    }
    if (!ready.isDone()) {
      stop("Its environment %d failed: %s".formatted(environment.pid(), reason));
      return;
    }
    listener.notice(function.name(), environment.pid(), "Environment ended: %s.".formatted(reason));
    long delay = restartDelay.after(environment.hadWorked()).toMillis();
    var _ = loop.schedule(this::launch, delay, MILLISECONDS);
  }

  @Override
  public void place(Invocation invocation) {
    if (closed) {
      invocation.complete(STOPPED);
      return;
    }
    Environment environment = leastLoaded();
    if (environment == null) {
      listener.throttled(function.name(), invocation.event());
      invocation.complete(new Throttled());
      return;
    }
    environment.accept(invocation);
  }

  private @Nullable Environment leastLoaded() {
    Environment best = null;
    int count = environments.size();
    int first = turn;
    for (int i = 0; i < count; i++) {
      int index = (first + i) % count;
      Environment candidate = environments.get(index);
      if (candidate.hasSlot() && (best == null || candidate.busy() < best.busy())) {
        best = candidate;
        turn = index + 1;
      }
    }
    return best;
  }

  List<EnvironmentStatus> status() {
    return environments.stream().map(Environment::status).toList();
  }

  boolean kill(long pid) {
    List<Environment> found =
        environments.stream().filter(environment -> environment.pid() == pid).toList();
    found.forEach(Environment::kill);
    return !found.isEmpty();
  }

  /** Ends everything. A start that is under way fails with this reason. */
  void stop(String reason) {
    closed = true;
    ready.completeExceptionally(
        new FunctionStartException(
            "Function %s could not start. %s".formatted(function.name(), reason)));
    environments.forEach(environment -> environment.abandon(STOPPED));
    environments.clear();
  }
}
