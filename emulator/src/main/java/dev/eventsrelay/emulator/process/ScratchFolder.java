// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder for processes to work in, deleted with everything in it on close. */
public final class ScratchFolder implements AutoCloseable {
  private static final String PREFIX = "emulator-";

  private final Path path;
  private final Optional<FolderOwner> owner;

  private ScratchFolder(Path path, Optional<FolderOwner> owner) {
    this.path = path;
    this.owner = owner;
  }

  /**
   * A new folder in the temporary directory, which is {@code TMPDIR} if that is set. Folders that
   * killed emulators have left there are deleted, see {@link FolderOwner}.
   *
   * @throws IOException with a sentence for the user
   */
  public static ScratchFolder create() throws IOException {
    String named = System.getenv().getOrDefault("TMPDIR", "");
    return createIn(Path.of(named.isEmpty() ? System.getProperty("java.io.tmpdir") : named));
  }

  static ScratchFolder createIn(Path parent) throws IOException {
    String spelled = parent.toAbsolutePath().toString();
    if (spelled.contains(File.pathSeparator) || !US_ASCII.newEncoder().canEncode(spelled)) {
      throw new IOException(
          "The temporary directory %s can be part of no class path, which takes no %s and only ASCII:"
                  .formatted(parent, File.pathSeparator)
              + " set TMPDIR to another one.");
    }
    try {
      deleteAbandoned(parent);
      return ownedIn(parent);
    } catch (IOException e) {
      throw new IOException(
          "The temporary directory %s takes no files (%s): set TMPDIR to one that does."
              .formatted(parent, e),
          e);
    }
  }

  static ScratchFolder ownedIn(Path parent) throws IOException {
    Path path = Files.createTempDirectory(parent, PREFIX);
    try {
      return new ScratchFolder(path, Optional.of(FolderOwner.of(path)));
    } catch (IOException e) {
      // A full disk, or a start that ends: the channel of an interrupted thread takes nothing.
      delete(path);
      throw e;
    }
  }

  /** A new folder inside another one. */
  public static ScratchFolder in(Path folder) throws IOException {
    return new ScratchFolder(Files.createTempDirectory(folder, "scratch-"), Optional.empty());
  }

  public Path path() {
    return path;
  }

  /** Deletes the folders whose owners are gone; leaves alone what it may not delete. */
  static void deleteAbandoned(Path parent) throws IOException {
    List<Path> folders;
    try (Stream<Path> all = Files.list(parent)) {
      folders = all.filter(one -> one.getFileName().toString().startsWith(PREFIX)).toList();
    }
    for (Path folder : folders) {
      try {
        if (FolderOwner.isGone(folder)) {
          delete(folder);
        }
      } catch (IOException notOurs) {
        // Another user's, or another start was faster.
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    } catch (NoSuchFileException alreadyGone) {
      return;
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof NoSuchFileException) {
        // Somebody else is deleting it.
        return;
      }
      throw requireNonNull(e.getCause());
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * Links to files, or copies of them, in a new folder: beside each other, and by a path that can
   * be part of a class path, which a colon cannot, and that a program understands in any locale.
   *
   * @return the links, in the order of the files
   */
  public List<Path> link(List<Path> files) throws IOException {
    Path folder = Files.createTempDirectory(path, "links");
    List<Path> links = new ArrayList<>();
    for (Path file : files) {
      Path link = folder.resolve(file.getFileName());
      // A JVM looks behind a link, and with the locale C it cannot spell every path that it finds.
      boolean spelled = US_ASCII.newEncoder().canEncode(file.toRealPath().toString());
      links.add(
          spelled ? Files.createSymbolicLink(link, file.toAbsolutePath()) : Files.copy(file, link));
    }
    return links;
  }

  @Override
  public void close() throws IOException {
    if (owner.isPresent()) {
      owner.get().close();
    }
    delete(path);
  }
}
