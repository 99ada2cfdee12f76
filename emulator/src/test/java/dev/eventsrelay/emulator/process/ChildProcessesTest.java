// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChildProcessesTest {
  private static final OutputListener DEAF = (pid, line) -> {};

  private static Command sh(String script) {
    return new Command(List.of("/bin/sh", "-c", script), Map.of("GREETING", "hi"), Path.of("/tmp"));
  }

  /** A zombie that nobody reaps is not running, though its id is still taken. */
  private static boolean isRunning(long pid) {
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  void start_command_runsDirectlyWithItsOwnEnvironment() throws Exception {
    var lines = new ConcurrentLinkedQueue<String>();
    try (var processes = new ChildProcesses()) {
      ChildProcess child =
          processes.start(
              sh("echo $$; echo \"$GREETING\" >&2; echo \"${HOME-none}\"; read -r x || echo eof"),
              (pid, line) -> lines.add(pid + ":" + line));
      assertThat(child.exit().get(10, TimeUnit.SECONDS)).isZero();
      String pid = child.pid() + ":";
      assertThat(lines).containsExactly(pid + child.pid(), pid + "hi", pid + "none", pid + "eof");
    }
  }

  @Test
  void start_programMissing_exits127AndSaysSo() throws Exception {
    var lines = new ConcurrentLinkedQueue<String>();
    try (var processes = new ChildProcesses()) {
      Command missing = new Command(List.of("/nonexistent/program"), Map.of(), Path.of("/tmp"));
      ChildProcess child = processes.start(missing, (pid, line) -> lines.add(line));
      assertThat(child.exit().get(10, TimeUnit.SECONDS)).isEqualTo(127);
      assertThat(lines).anyMatch(line -> line.contains("/nonexistent/program"));
    }
  }

  @Test
  void close_childrenIgnoreTerm_killsThemWithinFiveSeconds() throws Exception {
    var ready = new ConcurrentLinkedQueue<String>();
    var processes = new ChildProcesses();
    List<ChildProcess> children =
        Stream.of(
                processes.start(
                    sh("trap '' TERM; echo ready; while :; do sleep 1; done"),
                    (pid, line) -> ready.add(line)),
                processes.start(
                    sh("trap '' TERM; echo ready; while :; do sleep 1; done"),
                    (pid, line) -> ready.add(line)),
                processes.start(sh("echo ready; exec sleep 600"), (pid, line) -> ready.add(line)))
            .toList();
    await().until(() -> ready.size() == 3);
    long guardian = processes.guardianPid();
    long started = System.nanoTime();
    processes.close();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    assertThat(children).noneMatch(ChildProcess::isAlive);
    assertThat(isRunning(guardian)).isFalse();
  }

  @Test
  void kill_childHasForked_killsBoth() throws Exception {
    var forked = new ConcurrentLinkedQueue<Long>();
    try (var processes = new ChildProcesses()) {
      ChildProcess child =
          processes.start(
              sh("sleep 600 & echo $!; wait"), (pid, line) -> forked.add(Long.valueOf(line)));
      await().until(() -> forked.size() == 1);
      child.kill();
      assertThat(child.exit().get(10, TimeUnit.SECONDS)).isEqualTo(128 + 9);
      await().until(() -> !isRunning(forked.element()));
    }
  }

  @Test
  void start_afterClose_isRefused() throws Exception {
    var processes = new ChildProcesses();
    processes.close();
    processes.close();
    assertThatThrownBy(() -> processes.start(sh("sleep 600"), DEAF))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void start_racesWithClose_leavesNothingRunning() throws Exception {
    for (int round = 0; round < 10; round++) {
      int startedBefore = round;
      var processes = new ChildProcesses();
      var started = new ConcurrentLinkedQueue<ChildProcess>();
      Thread starter =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      while (true) {
                        started.add(processes.start(sh("exec sleep 600"), DEAF));
                      }
                    } catch (IOException | IllegalStateException closed) {
                      // What the race ends with.
                    }
                  });
      await().until(() -> started.size() >= startedBefore);
      processes.close();
      starter.join(5000);
      assertThat(started).noneMatch(ChildProcess::isAlive);
    }
  }

  @Test
  void guardian_childEndedByItself_doesNotKillItsIdLater() throws Exception {
    Process survivor = new ProcessBuilder("/bin/sleep", "600").start();
    try {
      var guardian = new Guardian();
      guardian.add(11);
      guardian.add(survivor.pid());
      guardian.add(1234567890);
      guardian.remove(survivor.pid());
      guardian.remove(11);
      guardian.close();
      assertThat(survivor.isAlive()).isTrue();
    } finally {
      survivor.destroyForcibly();
    }
  }

  @Test
  void close_cutShortBeforeTheFoldersOwn_hasDeletedTheFolder() throws Exception {
    ScratchFolder folder = ScratchFolder.create();
    var processes = new ChildProcesses();
    processes.deleteAtEnd(folder);
    processes.close();
    assertThat(folder.path()).doesNotExist();
    folder.close();
  }

  @Test
  void close_childWritesToTheEnd_deletesTheFolderAllTheSame() throws Exception {
    var processes = new ChildProcesses();
    try (ScratchFolder folder = ScratchFolder.create()) {
      processes.deleteAtEnd(folder);
      String writes = "cd '" + folder.path() + "'; i=0; while :; do i=$((i + 1)); : > $i; done";
      ChildProcess child = processes.start(sh("trap '' TERM; " + writes), DEAF);
      await().until(() -> Files.exists(folder.path().resolve("1")));
      processes.close();
      assertThat(child.isAlive()).isFalse();
      await().until(() -> Files.notExists(folder.path()));
    }
  }

  @Test
  void parent_killedBySigkill_takesItsChildrenAndItsFolderWithIt() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ParentMain.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = parent.inputReader()) {
      Path folder = Path.of(output.readLine());
      List<Long> pids = output.lines().limit(5).map(Long::valueOf).toList();
      assertThat(pids).hasSize(5).allMatch(ChildProcessesTest::isRunning);
      assertThat(folder).isDirectory();
      parent.destroyForcibly();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> pids.stream().noneMatch(ChildProcessesTest::isRunning));
      await().atMost(Duration.ofSeconds(10)).until(() -> !Files.exists(folder));
    } finally {
      parent.destroyForcibly();
    }
  }
}
