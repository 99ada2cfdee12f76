// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.programs.Program;
import dev.eventsrelay.emulator.programs.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The fixture handlers packed as a function, and pools that run them under the real client. */
final class JavaFixture implements AutoCloseable {
  /** Forces the portable transport for all tests of this package. */
  private static final String PORTABLE_PROPERTY = "emulator.test.portable";

  final ChildProcesses processes;
  final Path jar;
  final JavaRuntime runtime;

  JavaFixture(Path folder) throws IOException, InterruptedException {
    this(folder, Boolean.getBoolean(PORTABLE_PROPERTY));
  }

  /**
   * @param portable whether to force the portable transport
   */
  JavaFixture(Path folder, boolean portable) throws IOException, InterruptedException {
    processes = new ChildProcesses();
    runtime =
        JavaRuntime.prepare(
            Programs.ofThisProcess().files(Program.RUNTIME_INTERFACE_CLIENT), folder, portable);
    assertThat(runtime.isPortable()).isEqualTo(portable || !isLinux());
    jar = folder.resolve("function.jar");
    try (var packed = new JarOutputStream(Files.newOutputStream(jar))) {
      pack(packed, FixtureHandler.class);
      pack(packed, ThrowingConstructorHandler.class);
      pack(packed, ExitingConstructorHandler.class);
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").equals("Linux");
  }

  private static void pack(JarOutputStream packed, Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    packed.putNextEntry(new JarEntry(name));
    try (InputStream bytes = type.getResourceAsStream("/" + name)) {
      bytes.transferTo((OutputStream) packed);
    }
  }

  FunctionSpec function(Class<?> handler, int environments, int concurrency) {
    return function(
        handler, new Compute.Managed(environments, concurrency), Duration.ofSeconds(20));
  }

  FunctionSpec function(Class<?> handler, Compute compute, Duration timeout) {
    return new FunctionSpec(
        "arn:aws:lambda:us-east-1:000000000000:function:Fixture",
        jar,
        handler.getName() + "::handle",
        "java25",
        Map.of("GREETING", "hello", "AWS_LAMBDA_FUNCTION_NAME", "not mine to choose"),
        timeout,
        512,
        compute);
  }

  FunctionPool pool(FunctionSpec function, FunctionListener listener) {
    return new FunctionPool(function, runtime, processes, listener);
  }

  FunctionPool started(FunctionSpec function, FunctionListener listener) throws Exception {
    FunctionPool pool = pool(function, listener);
    pool.start().get(30, TimeUnit.SECONDS);
    return pool;
  }

  @Override
  public void close() {
    processes.close();
  }

  static List<Long> pids(FunctionPool pool) {
    return pool.environments().stream().map(EnvironmentStatus::pid).toList();
  }
}
