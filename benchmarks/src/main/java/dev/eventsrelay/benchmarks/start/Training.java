// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.start;

import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.Code;
import dev.eventsrelay.benchmarks.function.RunningFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes the file from which later JVMs start faster. */
final class Training {
  private static final int INVOCATIONS = 20;
  private static final int END_SECONDS = 120;

  private Training() {}

  /**
   * Runs the function, lets it relay some results, and ends it in order, which is when it writes.
   *
   * @return size of the file in MiB
   */
  static double run(Bench bench, Code code, Path file) throws InterruptedException {
    try (RunningFunction function = RunningFunction.start(bench, code)) {
      for (int i = 0; i < INVOCATIONS; i++) {
        function.invoker(1).invoke().join();
      }
      ProcessHandle process = ProcessHandle.of(function.pid()).orElseThrow();
      process.destroy();
      process.onExit().get(END_SECONDS, TimeUnit.SECONDS);
      return Files.size(file) / (double) (1 << 20);
    } catch (ExecutionException | TimeoutException | IOException e) {
      throw new BenchmarkException("No file was written by " + code.jvmOptions(), e);
    }
  }
}
