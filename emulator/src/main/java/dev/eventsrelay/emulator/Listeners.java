// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.StartedInvocation;
import java.util.List;

/** Several listeners as one. */
record Listeners(List<FunctionListener> all) implements FunctionListener {
  Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void output(String functionName, long pid, String line) {
    all.forEach(listener -> listener.output(functionName, pid, line));
  }

  @Override
  public void started(StartedInvocation invocation) {
    all.forEach(listener -> listener.started(invocation));
  }

  @Override
  public void completed(CompletedInvocation invocation) {
    all.forEach(listener -> listener.completed(invocation));
  }

  @Override
  public void throttled(String functionName, byte[] event, String reason) {
    all.forEach(listener -> listener.throttled(functionName, event, reason));
  }

  @Override
  public void notice(String functionName, long pid, String sentence) {
    all.forEach(listener -> listener.notice(functionName, pid, sentence));
  }
}
