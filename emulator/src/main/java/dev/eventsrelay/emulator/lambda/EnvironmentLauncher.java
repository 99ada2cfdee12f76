// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import dev.eventsrelay.emulator.process.ChildProcess;
import dev.eventsrelay.emulator.process.ChildProcesses;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;

/** Gives an environment its listener and its process. Called on the pool's event loop. */
final class EnvironmentLauncher {
  private final FunctionSpec function;
  private final RuntimeCommand runtime;
  private final ChildProcesses processes;
  private final FunctionListener listener;
  private final EventLoop loop;

  EnvironmentLauncher(
      FunctionSpec function,
      RuntimeCommand runtime,
      ChildProcesses processes,
      FunctionListener listener,
      EventLoop loop) {
    this.function = function;
    this.runtime = runtime;
    this.processes = processes;
    this.listener = listener;
    this.loop = loop;
  }

  /** Reports a failure to the owner as the end of the environment. */
  void launch(Environment environment, Compute.Initialization initialization, Fleet owner) {
    var _ =
        RuntimeApiServer.listen(loop, environment)
            .whenComplete(
                (server, failure) -> {
                  if (failure != null) {
                    owner.ended(environment, "No loopback port: " + failure.getMessage());
                    return;
                  }
                  // Starting a process blocks for milliseconds, too long for the event loop.
                  Thread.startVirtualThread(
                      () -> start(environment, initialization, server, owner));
                });
  }

  private void start(
      Environment environment,
      Compute.Initialization initialization,
      RuntimeApiServer server,
      Fleet owner) {
    try {
      ChildProcess child =
          startProcess(
              environment,
              EnvironmentVariables.of(function, initialization, server.address(), Instant.now()));
      try {
        loop.execute(() -> owner.started(environment, child));
      } catch (RejectedExecutionException poolClosed) {
        child.kill();
        return;
      }
      var _ =
          child
              .exit()
              .thenAcceptAsync(
                  exitValue -> {
                    server.close();
                    environment.exited(exitValue);
                  },
                  loop);
    } catch (IOException | IllegalStateException e) {
      loop.execute(
          () -> {
            server.close();
            owner.ended(environment, String.valueOf(e.getMessage()));
          });
    }
  }

  private ChildProcess startProcess(Environment environment, Map<String, String> variables)
      throws IOException {
    variables.putIfAbsent(Environment.CLIENT_NAME, environment.id());
    return processes.start(
        runtime.forEnvironment(function, variables),
        (pid, line) -> {
          environment.recentLines().add(line);
          listener.output(function.name(), pid, line);
        });
  }
}
