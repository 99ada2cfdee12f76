// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchFolderTest {
  private final FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofMinutes(2)));

  @TempDir Path parent;

  @Test
  void deleteAbandoned_ownerGone_deletesTheFolder() throws Exception {
    Path folder = ownedBy("1234567");

    ScratchFolder.deleteAbandoned(parent);

    assertThat(folder).doesNotExist();
  }

  @Test
  void deleteAbandoned_ownerRuns_keepsTheFolder() throws Exception {
    Path folder = ownedBy("1234567");
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockMain.class.getName(),
                folder.resolve("owner").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(owner.inputReader().readLine()).isEqualTo("locked");

      ScratchFolder.deleteAbandoned(parent);

      assertThat(folder.resolve("owner")).exists();
    } finally {
      owner.destroyForcibly();
    }
  }

  @Test
  void deleteAbandoned_youngOrUnmarkedOrOwnFolder_keepsIt() throws Exception {
    Path young = ownedBy("1234567");
    Files.setLastModifiedTime(young.resolve("owner"), FileTime.from(Instant.now()));
    Path unmarked = Files.createDirectory(parent.resolve("emulator-2"));
    Path own = ownedBy(Long.toString(ProcessHandle.current().pid()));

    ScratchFolder.deleteAbandoned(parent);

    assertThat(List.of(young, unmarked, own)).allMatch(Files::exists);
  }

  @Test
  void ownedIn_interruptedThread_leavesNoFolder() {
    Thread.currentThread().interrupt();
    try {
      assertThatIOException().isThrownBy(() -> ScratchFolder.ownedIn(parent));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(parent).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "f\u00fcr"})
  void createIn_folderThatFitsNoClassPath_saysSo(String name) throws Exception {
    Path folder = Files.createDirectory(parent.resolve(name));

    assertThatIOException()
        .isThrownBy(() -> ScratchFolder.createIn(folder))
        .withMessageContaining("set TMPDIR to another one");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void link_fileInAnyFolder_isReachedByAPlainPath() throws Exception {
    Path odd = Files.createDirectory(parent.resolve("a:b ü"));
    Path file = Files.writeString(odd.resolve("a.jar"), "x");
    try (ScratchFolder scratch = ScratchFolder.in(parent)) {
      assertThat(scratch.link(List.of(file)))
          .singleElement()
          .satisfies(link -> assertThat(link).hasFileName("a.jar").hasContent("x"))
          .matches(link -> !link.toString().contains(":"))
          .matches(link -> !Files.isSymbolicLink(link));
    }
    assertThat(file).hasContent("x");
  }

  private Path ownedBy(String pid) throws Exception {
    Path folder = Files.createTempDirectory(parent, "emulator-");
    Path owner = Files.writeString(folder.resolve("owner"), pid);
    Files.setLastModifiedTime(owner, longAgo);
    return folder;
  }

  /** A process that keeps a file locked. */
  static final class LockMain {
    private LockMain() {}

    public static void main(String[] args) throws Exception {
      FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
      channel.lock();
      System.out.println("locked");
      Thread.sleep(Duration.ofMinutes(1));
    }
  }
}
