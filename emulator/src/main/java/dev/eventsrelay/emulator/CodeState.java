// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * What one can see of code without reading it.
 *
 * @param files how many
 * @param bytes of all
 * @param modified the latest of their times, in milliseconds since the epoch
 * @param isWhole false while a build writes it
 */
record CodeState(long files, long bytes, long modified, boolean isWhole) {
  private static final CodeState ABSENT = new CodeState(0, 0, 0, false);

  /** Of a JAR, or of a folder with all below it. */
  static CodeState of(Path code) {
    try (Stream<Path> all = Files.walk(code)) {
      CodeState state =
          all.filter(Files::isRegularFile).map(CodeState::ofFile).reduce(ABSENT, CodeState::and);
      boolean whole = state.files > 0 && (Files.isDirectory(code) || isZip(code));
      return new CodeState(state.files, state.bytes, state.modified, whole);
    } catch (IOException | UncheckedIOException beingReplaced) {
      return ABSENT;
    }
  }

  private static CodeState ofFile(Path file) {
    try {
      return new CodeState(1, Files.size(file), Files.getLastModifiedTime(file).toMillis(), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CodeState and(CodeState other) {
    return new CodeState(
        files + other.files, bytes + other.bytes, Math.max(modified, other.modified), false);
  }

  private static boolean isZip(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.size() > 0;
    } catch (IOException incomplete) {
      return false;
    }
  }
}
