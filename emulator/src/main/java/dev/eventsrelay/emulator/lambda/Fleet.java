// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.eventsrelay.emulator.lambda.InvocationResult.FunctionError;
import dev.eventsrelay.emulator.lambda.InvocationResult.Throttled;
import dev.eventsrelay.emulator.process.ChildProcess;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

  /** How long an invocation waits for an environment: longer than API Gateway waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final FunctionSpec function;
  private final FunctionListener listener;
  private final Duration initTimeout;
  private final EventLoop loop;
  private final EnvironmentLauncher launcher;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final List<Environment> environments = new ArrayList<>();
  private final Deque<Invocation> waiting = new ArrayDeque<>();
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
    for (int i = 0; i < function.compute().environments(); i++) {
      launch();
    }
  }

  private void launch() {
    if (closed) {
      return;
    }
    Environment environment = new Environment(function, listener, loop, this);
    Compute.Initialization initialization = initialization();
    environments.add(environment);
    launcher.launch(environment, initialization, this);
    var _ = loop.schedule(() -> initTimedOut(environment), initTimeout.toMillis(), MILLISECONDS);
  }

  /** Of the next environment; what exceeds the provisioned ones is made on demand. */
  private Compute.Initialization initialization() {
    return switch (function.compute()) {
      case Compute.Managed _ -> Compute.Initialization.PROVISIONED;
      case Compute.Standard standard ->
          standard.initialization() == Compute.Initialization.PROVISIONED
                  && environments.size() >= standard.environments()
              ? Compute.Initialization.ON_DEMAND
              : standard.initialization();
    };
  }

  private void initTimedOut(Environment environment) {
    if (environment.hadWorked() || !environments.contains(environment)) {
      return;
    }
    String late =
        "Its environment %d did not ask for work within %d s. %s"
            .formatted(environment.pid(), initTimeout.toSeconds(), environment.recentLines());
    if (!ready.isDone()) {
      stop(late);
      return;
    }
    listener.notice(function.name(), environment.pid(), late);
    environment.kill();
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
  public void idle(Environment environment) {
    while (!waiting.isEmpty() && environment.hasSlot()) {
      environment.accept(waiting.removeFirst());
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
    if (!environment.hadWorked() && !waiting.isEmpty()) {
      // It was made for an invocation, which fails with it, as on Lambda.
      waiting.removeFirst().complete(environment.startError(reason));
    }
    long delay = restartDelay.after(environment.hadWorked()).toMillis();
    var _ = loop.schedule(this::replace, delay, MILLISECONDS);
  }

  private void replace() {
    if (environments.size() < function.compute().environments()) {
      launch();
    }
    launchOnDemand();
  }

  @Override
  public void place(Invocation invocation) {
    if (closed) {
      invocation.complete(STOPPED);
      return;
    }
    Environment environment = leastLoaded();
    if (environment != null) {
      environment.accept(invocation);
      return;
    }
    switch (function.compute()) {
      case Compute.Managed managed -> refuse(invocation, busy(managed));
      case Compute.Standard standard -> await(invocation, standard);
    }
  }

  private String busy(Compute.Managed managed) {
    long ready = environments.stream().filter(Environment::isReady).count();
    return "%d of %d environments are ready, and their %d slots are taken."
        .formatted(ready, managed.environments(), ready * managed.concurrency());
  }

  private void await(Invocation invocation, Compute.Standard standard) {
    int running = environments.stream().mapToInt(Environment::busy).sum();
    if (running + waiting.size() >= standard.maxInvocations()) {
      refuse(
          invocation,
          "%d invocations at once are the function's concurrency limit."
              .formatted(standard.maxInvocations()));
      return;
    }
    waiting.addLast(invocation);
    invocation.time(loop.schedule(() -> giveUp(invocation), PATIENCE.toMillis(), MILLISECONDS));
    launchOnDemand();
  }

  /** As many environments are being made as invocations wait, within the bound. */
  private void launchOnDemand() {
    if (!(function.compute() instanceof Compute.Standard standard)) {
      return;
    }
    long starting = environments.stream().filter(one -> !one.hadWorked()).count();
    while (starting < waiting.size() && environments.size() < standard.maxEnvironments()) {
      launch();
      starting++;
    }
  }

  private void giveUp(Invocation invocation) {
    if (waiting.remove(invocation)) {
      refuse(
          invocation,
          "No environment was free within %d s; --max-environments allows more than %d."
              .formatted(PATIENCE.toSeconds(), environments.size()));
    }
  }

  private void refuse(Invocation invocation, String reason) {
    listener.throttled(function.name(), invocation.event(), reason);
    invocation.complete(new Throttled());
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
    waiting.forEach(invocation -> invocation.complete(STOPPED));
    waiting.clear();
  }
}
