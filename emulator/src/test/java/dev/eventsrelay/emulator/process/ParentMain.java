// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A parent that names its folder, starts children that fork, says who they are, and waits to be
 * killed.
 */
final class ParentMain {
  private ParentMain() {}

  public static void main(String[] args) throws Exception {
    var processes = new ChildProcesses();
    ScratchFolder folder = ScratchFolder.create();
    processes.deleteAtEnd(folder);
    System.out.println(folder.path());
    var pids = new LinkedBlockingQueue<String>();
    Command forking =
        new Command(
            List.of("/bin/sh", "-c", "sleep 600 & echo $!; wait"),
            Map.of("PATH", "/bin:/usr/bin"),
            Path.of("/"));
    for (int i = 0; i < 2; i++) {
      pids.add(Long.toString(processes.start(forking, (_, line) -> pids.add(line)).pid()));
    }
    pids.add(Long.toString(processes.guardianPid()));
    for (int i = 0; i < 5; i++) {
      System.out.println(pids.take());
    }
    Thread.sleep(600_000);
  }
}
