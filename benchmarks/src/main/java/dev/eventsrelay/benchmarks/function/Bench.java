// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.function;

import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.stub.StubProcess;
import dev.eventsrelay.emulator.lambda.JavaRuntime;
import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.programs.Program;
import dev.eventsrelay.emulator.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the environments of one run share: a stub of AWS's services, the runtime, and a folder for
 * their logs. Nothing of it outlives {@link #close}.
 */
public final class Bench implements AutoCloseable {
  private final Context context;
  private final Path scratch;
  private final Path jar;
  private final ChildProcesses processes;
  private final JavaRuntime runtime;
  private final StubProcess stub;

  private Bench(
      Context context,
      Path scratch,
      Path jar,
      ChildProcesses processes,
      JavaRuntime runtime,
      StubProcess stub) {
    this.context = context;
    this.scratch = scratch;
    this.jar = jar;
    this.processes = processes;
    this.runtime = runtime;
    this.stub = stub;
  }

  /** Starts the stub and prepares the rest. */
  public static Bench start(Context context) throws InterruptedException {
    try {
      Path scratch = Files.createTempDirectory("benchmarks-");
      // A copy, so that a build beside a run does not break it.
      Path jar = scratch.resolve("sendmessage.jar");
      Files.copy(context.sendMessageJar(), jar);
      JavaRuntime runtime =
          JavaRuntime.prepare(
              Programs.ofThisProcess().files(Program.RUNTIME_INTERFACE_CLIENT), scratch);
      ChildProcesses processes = new ChildProcesses();
      return new Bench(
          context,
          scratch,
          jar,
          processes,
          runtime,
          StubProcess.start(processes, context.latencies()));
    } catch (IOException e) {
      throw new BenchmarkException(String.valueOf(e.getMessage()), e);
    }
  }

  public ChildProcesses processes() {
    return processes;
  }

  public JavaRuntime runtime() {
    return runtime;
  }

  public StubProcess stub() {
    return stub;
  }

  public Context context() {
    return context;
  }

  /** The packaged function. */
  public Path jar() {
    return jar;
  }

  /** A folder that is deleted with the bench. */
  public Path scratch() {
    return scratch;
  }

  @Override
  public void close() {
    processes.close();
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : List.copyOf(files.sorted(Comparator.reverseOrder()).toList())) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new BenchmarkException("The folder %s cannot be deleted.".formatted(scratch), e);
    }
  }
}
