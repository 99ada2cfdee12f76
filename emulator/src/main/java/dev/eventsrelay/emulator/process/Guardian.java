// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A shell that kills the children and deletes their folder on close or when this process dies, even
 * by SIGKILL. Its standard input is a pipe that only this process holds, and the kernel closes it
 * when this process ends. It ignores a terminal's signals, so that Ctrl-C does not end it first.
 * Thread-safe.
 */
final class Guardian implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=' ' folder=
      while read -r verb pid; do
        case $verb in
          add) pids="$pids$pid " ;;
          remove)
            case $pids in
              *" $pid "*) pids="${pids%%" $pid "*} ${pids#*" $pid "}" ;;
            esac ;;
          folder) folder=$pid ;;
        esac
      done
      # Each with the process group that it leads, if it leads one.
      for pid in $pids; do kill -s KILL -- "-$pid" "$pid"; done
      [ -n "$folder" ] || exit
      # What has been killed may write for a moment more.
      for attempt in 1 2 3; do
        rm -rf -- "$folder" && exit
        sleep 1
      done
      """;
  private static final long CLOSE_DEADLINE_MS = 1000;

  private final Process process;
  private final Writer pipe;

  Guardian() throws IOException {
    process =
        new ProcessBuilder("/bin/sh", "-c", SCRIPT)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    pipe = process.outputWriter(StandardCharsets.UTF_8);
  }

  void add(long pid) throws IOException {
    tell("add", pid);
  }

  /** Call at once after the process has ended: the kernel may reuse its id. */
  void remove(long pid) throws IOException {
    tell("remove", pid);
  }

  /** Which folder to delete; without one, none. */
  void deletes(String folder) throws IOException {
    tell("folder", folder);
  }

  private synchronized void tell(String verb, Object what) throws IOException {
    pipe.write(verb + " " + what + "\n");
    pipe.flush();
  }

  long pid() {
    return process.pid();
  }

  /** Waits for its work, within a deadline that changes nothing about it. */
  @Override
  public void close() {
    try {
      synchronized (this) {
        pipe.close();
      }
      var _ = process.waitFor(CLOSE_DEADLINE_MS, TimeUnit.MILLISECONDS);
    } catch (IOException guardianGone) {
      // Somebody killed it, and it has nothing left to do it with.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
