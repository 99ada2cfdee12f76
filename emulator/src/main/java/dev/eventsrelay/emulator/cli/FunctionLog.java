// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.gateway.AccessLog;
import dev.eventsrelay.emulator.gateway.RouteCall;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Writes the functions' output and the access log to a file, and shows the platform's notices and
 * calls that failed. Each line is written at once, so that the file can be followed. If the disk is
 * full, it says so once and goes on; lines are then missing from the file. Thread-safe.
 */
final class FunctionLog implements FunctionListener, AccessLog, AutoCloseable {
  private final LogFile file;
  private final PrintWriter console;
  private final boolean verbose;
  private boolean incomplete;

  FunctionLog(LogFile file, PrintWriter console, boolean verbose) {
    this.file = file;
    this.console = console;
    this.verbose = verbose;
  }

  /** Where the output is. */
  Path path() {
    return file.path();
  }

  @Override
  public void output(String functionName, long pid, String line) {
    write("%s[%d] %s".formatted(functionName, pid, line), verbose);
  }

  @Override
  public void notice(String functionName, long pid, String sentence) {
    write("%s[%d] %s".formatted(functionName, pid, sentence), true);
  }

  @Override
  public void throttled(String functionName, byte[] event, String reason) {
    write("%s refused an invocation: %s".formatted(functionName, reason), true);
  }

  @Override
  public void called(RouteCall call) {
    write("access-log " + call.line(), false);
    if (call.failed() || verbose) {
      write(call.summary(), true);
    }
  }

  private synchronized void write(String line, boolean show) {
    try {
      file.write(line);
    } catch (IOException e) {
      reportOnce(e);
    }
    if (show) {
      show(line);
    }
  }

  private void reportOnce(IOException e) {
    if (!incomplete) {
      incomplete = true;
      show("Lines are missing from the log file %s (%s).".formatted(file.path(), e.getMessage()));
    }
  }

  private void show(String line) {
    console.println(line);
    console.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
