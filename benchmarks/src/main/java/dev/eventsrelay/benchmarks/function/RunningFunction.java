// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.load.Invoker;
import dev.eventsrelay.emulator.lambda.Compute;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import dev.eventsrelay.emulator.lambda.FunctionSpec;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.RuntimeCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One environment: a process under AWS's runtime interface client, behind the emulator's Runtime
 * API. Thread-safe.
 */
public final class RunningFunction implements AutoCloseable {
  private static final int MEMORY_MB = 2048;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String OK = "\"statusCode\":200";

  private final FunctionPool pool;
  private final Results results = new Results();
  private final Complaints complaints;
  private final long pid;
  private final Duration readyAfter;

  private RunningFunction(FunctionPool pool, Complaints complaints, long pid, Duration readyAfter) {
    this.pool = pool;
    this.complaints = complaints;
    this.pid = pid;
    this.readyAfter = readyAfter;
  }

  /** Starts it and waits until it asks for work. */
  public static RunningFunction start(Bench bench, Code code) throws InterruptedException {
    return start(
        bench,
        code.name(),
        bench.jar(),
        code.handler(),
        new ChildRuntime(bench.runtime(), code.jvmOptions(), code.libraries()),
        Map.of("REHEARSAL_SECONDS", Integer.toString(code.rehearsalSeconds())),
        code.concurrency());
  }

  /**
   * Starts any function and waits until it asks for work.
   *
   * @param code its JAR or folder
   * @param variables of its environment, beside those that lead it to the stub
   */
  public static RunningFunction start(
      Bench bench,
      String name,
      Path code,
      String handler,
      RuntimeCommand runtime,
      Map<String, String> variables,
      int concurrency)
      throws InterruptedException {
    Map<String, String> environment = new HashMap<>(bench.stub().environment());
    environment.putAll(variables);
    FunctionSpec function =
        new FunctionSpec(
            "arn:aws:lambda:us-east-1:000000000000:function:" + name,
            code,
            handler,
            "java25",
            environment,
            TIMEOUT,
            MEMORY_MB,
            new Compute.Managed(1, concurrency));
    Complaints complaints = new Complaints();
    FunctionPool pool = new FunctionPool(function, runtime, bench.processes(), complaints);
    try {
      long start = System.nanoTime();
      pool.start().get();
      Duration readyAfter = Duration.ofNanos(System.nanoTime() - start);
      return new RunningFunction(
          pool, complaints, pool.environments().getFirst().pid(), readyAfter);
    } catch (ExecutionException e) {
      pool.close();
      throw new BenchmarkException("%s does not start.".formatted(name), e.getCause());
    } catch (InterruptedException e) {
      pool.close();
      throw e;
    }
  }

  /** Its process. */
  public long pid() {
    return pid;
  }

  /** From the start of its process until it asked for work. */
  public Duration readyAfter() {
    return readyAfter;
  }

  /** Sends results with so many subscribers, and accepts only the answer that they were relayed. */
  public Invoker invoker(int subscribers) {
    return () -> pool.invoke(results.event(subscribers)).thenCompose(this::accepted);
  }

  private CompletableFuture<Void> accepted(InvocationResult result) {
    if (!(result instanceof InvocationResult.Response(byte[] payload))) {
      return failed(result.toString());
    }
    String answer = new String(payload, UTF_8);
    return answer.contains(OK)
        ? CompletableFuture.completedFuture(null)
        : failed("answered " + answer);
  }

  private CompletableFuture<Void> failed(String what) {
    return CompletableFuture.failedFuture(
        new BenchmarkException(what + "." + complaints.text(), null));
  }

  @Override
  public void close() {
    pool.close();
  }
}
