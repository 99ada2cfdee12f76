// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps everything that it hears. */
final class RecordingListener implements FunctionListener {
  final Queue<String> output = new ConcurrentLinkedQueue<>();
  final Queue<CompletedInvocation> completed = new ConcurrentLinkedQueue<>();
  final Queue<String> throttled = new ConcurrentLinkedQueue<>();
  final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  final Queue<String> notices = new ConcurrentLinkedQueue<>();

  @Override
  public void output(String functionName, long pid, String line) {
    output.add(line);
  }

  @Override
  public void completed(CompletedInvocation invocation) {
    completed.add(invocation);
  }

  @Override
  public void throttled(String functionName, byte[] event, String reason) {
    throttled.add(functionName + " " + new String(event, UTF_8));
    refusals.add(reason);
  }

  @Override
  public void notice(String functionName, long pid, String sentence) {
    notices.add(sentence);
  }
}
