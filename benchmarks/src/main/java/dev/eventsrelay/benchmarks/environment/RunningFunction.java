// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.load.Invoker;
import dev.eventsrelay.benchmarks.process.Heap;
import dev.eventsrelay.localstack.lambda.FunctionPool;
import dev.eventsrelay.localstack.lambda.FunctionSpec;
import dev.eventsrelay.localstack.lambda.InvocationResult;
import dev.eventsrelay.localstack.lambda.PoolSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One environment of one variant: a JVM under AWS's runtime interface client, behind the local
 * stack's Runtime API. Thread-safe.
 */
final class RunningFunction implements AutoCloseable {
  /** For every variant the same. */
  static final List<String> JVM_OPTIONS = List.of("-Xms192m", "-Xmx192m");

  private static final int MEMORY_MB = 2048;
  private static final String OK = "\"statusCode\":200";

  private final Variant variant;
  private final FunctionPool pool;
  private final Results results = new Results();
  private final long pid;
  private final Heap heap;

  private RunningFunction(Variant variant, FunctionPool pool, long pid, Heap heap) {
    this.variant = variant;
    this.pool = pool;
    this.pid = pid;
    this.heap = heap;
  }

  /** Starts it and waits until it asks for work. */
  static RunningFunction start(Bench bench, Variant variant, int concurrency)
      throws InterruptedException {
    Path log = bench.scratch().resolve("%s-%d.log".formatted(variant, concurrency));
    List<String> options = new ArrayList<>(JVM_OPTIONS);
    options.add(Heap.option(log));
    FunctionSpec function =
        new FunctionSpec(
            "benchmark-" + variant,
            bench.context().sendMessageJar(),
            variant.handler(),
            "java25",
            bench.stub().environment(),
            Duration.ofSeconds(20),
            MEMORY_MB,
            1,
            concurrency);
    FunctionPool pool =
        new FunctionPool(
            function,
            new ChildRuntime(bench.runtime(), options, List.of(yardsticks())),
            bench.processes(),
            PoolSettings.defaults());
    try {
      pool.start().get();
      long pid = pool.environments().getFirst().pid();
      return new RunningFunction(variant, pool, pid, new Heap(pid, log));
    } catch (ExecutionException e) {
      pool.close();
      throw new BenchmarkException("%s does not start.".formatted(variant.title()), e.getCause());
    } catch (InterruptedException e) {
      pool.close();
      throw e;
    }
  }

  /** Where the yardsticks' classes are: our own JAR. */
  private static Path yardsticks() {
    String location =
        RunningFunction.class.getProtectionDomain().getCodeSource().getLocation().toString();
    return Path.of(URI.create(location));
  }

  Variant variant() {
    return variant;
  }

  /** Its process. */
  long pid() {
    return pid;
  }

  Heap heap() {
    return heap;
  }

  /** Sends results with so many subscribers, and accepts only the answer that they were relayed. */
  Invoker invoker(int subscribers) {
    return () -> pool.invoke(results.event(subscribers)).thenCompose(RunningFunction::accepted);
  }

  private static CompletableFuture<Void> accepted(InvocationResult result) {
    if (result instanceof InvocationResult.Response(byte[] payload)
        && new String(payload, UTF_8).contains(OK)) {
      return CompletableFuture.completedFuture(null);
    }
    String sentence =
        result instanceof InvocationResult.Response(byte[] payload)
            ? "answered " + new String(payload, UTF_8)
            : result.toString();
    return CompletableFuture.failedFuture(new BenchmarkException(sentence, null));
  }

  @Override
  public void close() {
    pool.close();
  }
}
