// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.gateway.AccessLog;
import dev.eventsrelay.emulator.gateway.RouteCall;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the functions' output and the access log to a file, and shows the platform's notices and
 * calls that failed. Each line is flushed, so that the file can be followed. Thread-safe.
 */
final class FunctionLog implements FunctionListener, AccessLog, AutoCloseable {
  private final PrintWriter file;
  private final PrintWriter console;
  private final boolean verbose;

  private FunctionLog(PrintWriter file, PrintWriter console, boolean verbose) {
    this.file = file;
    this.console = console;
    this.verbose = verbose;
  }

  static FunctionLog open(Path path, PrintWriter console, boolean verbose) throws CliException {
    try {
      Path folder = path.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      PrintWriter file = new PrintWriter(Files.newBufferedWriter(path));
      return new FunctionLog(file, console, verbose);
    } catch (IOException e) {
      throw new CliException("The log file %s cannot be written (%s).".formatted(path, reason(e)));
    }
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
    file.println(line);
    file.flush();
    if (show) {
      console.println(line);
      console.flush();
    }
  }

  @Override
  public synchronized void close() {
    file.close();
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
