// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Marks a folder as belonging to this process: a file in it that this process keeps locked. The
 * operating system unlocks it however the process ends, also where process ids mean nothing, as
 * between containers that share a folder.
 */
final class FolderOwner implements AutoCloseable {
  private static final String FILE = "owner";

  /** A younger folder may not be locked yet. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private final FileChannel channel;

  private FolderOwner(FileChannel channel) {
    this.channel = channel;
  }

  static FolderOwner of(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve(FILE), CREATE_NEW, WRITE);
    try {
      channel.write(ByteBuffer.wrap(ownPid().getBytes(US_ASCII)));
      channel.lock();
      return new FolderOwner(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether a folder had an owner that is gone. */
  static boolean isGone(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)
        || Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(YOUNG))) {
      return false;
    }
    if (Files.readString(file, US_ASCII).equals(ownPid())) {
      // To close a file of this process would release its lock.
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }

  private static String ownPid() {
    return Long.toString(ProcessHandle.current().pid());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
