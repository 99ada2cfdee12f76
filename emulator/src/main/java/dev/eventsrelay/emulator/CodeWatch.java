// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import dev.eventsrelay.emulator.template.FunctionDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Replaces a function's environments when its code has changed, and says so in one line. A change
 * counts once the code has been the same at two looks, because a build writes for a while. If the
 * new code does not start, that is said, and the environments before it go on.
 */
final class CodeWatch implements AutoCloseable {
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(300);

  private final FunctionDefinition function;
  private final FunctionPool pool;
  private final FunctionFactory factory;
  private final FunctionListener listener;
  private final Thread thread;

  private CodeWatch(
      FunctionDefinition function,
      FunctionPool pool,
      FunctionFactory factory,
      FunctionListener listener) {
    this.function = function;
    this.pool = pool;
    this.factory = factory;
    this.listener = listener;
    // Taken here, so that no change between the start and the first look is missed.
    CodeState atStart = CodeState.of(function.code());
    this.thread =
        Thread.ofVirtual().name("watch-" + function.logicalId()).unstarted(() -> watch(atStart));
  }

  /** Watches until it is closed. */
  static CodeWatch start(
      FunctionDefinition function,
      FunctionPool pool,
      FunctionFactory factory,
      FunctionListener listener) {
    CodeWatch watch = new CodeWatch(function, pool, factory, listener);
    watch.thread.start();
    return watch;
  }

  private void watch(CodeState atStart) {
    CodeState deployed = atStart;
    CodeState before = atStart;
    try {
      while (true) {
        Thread.sleep(LOOK_INTERVAL);
        CodeState now = CodeState.of(function.code());
        if (now.isWhole() && now.equals(before) && !now.equals(deployed)) {
          deploy();
          deployed = now;
        }
        before = now;
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void deploy() throws InterruptedException {
    long began = System.nanoTime();
    try {
      PackagedHandler.require(function);
      pool.deploy(factory.version(function)).get();
      double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
      say(
          String.format(
              Locale.ROOT, "Its code has changed: new environments after %.1f s.", seconds));
    } catch (ExecutionException e) {
      sayRefused(reason(e));
    } catch (EmulatorException e) {
      sayRefused(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      say("Its code has changed and cannot be read (%s).".formatted(e.getMessage()));
    }
  }

  private void sayRefused(String why) {
    say("Its code has changed and does not start; the code before goes on. " + why);
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null ? "" : String.valueOf(cause.getMessage());
  }

  private void say(String sentence) {
    long pid = pool.environments().stream().mapToLong(one -> one.pid()).findFirst().orElse(0);
    listener.notice(pool.function().name(), pid, sentence);
  }

  /** Does not wait for a deployment that is under way; close the pool for that. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
