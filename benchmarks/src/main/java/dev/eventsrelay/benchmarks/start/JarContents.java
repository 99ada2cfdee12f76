// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.start;

import static java.util.Comparator.comparingDouble;

import dev.eventsrelay.benchmarks.BenchmarkException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Which dependency brings how much of a JAR that has all of them in it. */
final class JarContents {
  private static final String OWN_PREFIX = "dev/eventsrelay/";

  private JarContents() {}

  /**
   * A part of the JAR.
   *
   * @param name file name of the dependency, with its version
   * @param kib compressed, as in the JAR
   * @param files how many
   */
  record Part(String name, double kib, int files) {
    Part plus(Part more) {
      return new Part(name, kib + more.kib, files + more.files);
    }
  }

  /**
   * The parts, largest first; what belongs to no dependency is ours, or was merged from several.
   */
  static List<Part> of(Path jar) {
    Map<String, String> owners = owners();
    Map<String, Part> parts = new HashMap<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        String name = owner(entry.getName(), owners);
        parts.merge(name, new Part(name, entry.getCompressedSize() / 1024.0, 1), Part::plus);
      }
    } catch (IOException e) {
      throw new BenchmarkException("%s cannot be read.".formatted(jar), e);
    }
    return parts.values().stream().sorted(comparingDouble(Part::kib).reversed()).toList();
  }

  private static String owner(String entry, Map<String, String> owners) {
    if (entry.startsWith(OWN_PREFIX)) {
      return "events-relay";
    }
    return entry.endsWith("/")
        ? "folders"
        : owners.getOrDefault(entry, "merged from several: services, notices");
  }

  /**
   * By entry, the library on our class path that has it: we depend on all that the functions do.
   */
  private static Map<String, String> owners() {
    Map<String, String> owners = new HashMap<>();
    for (String element : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path library = Path.of(element);
      if (!element.endsWith(".jar") || !Files.exists(library)) {
        continue;
      }
      try (ZipFile zip = new ZipFile(library.toFile())) {
        String name = String.valueOf(library.getFileName()).replaceFirst("\\.jar$", "");
        zip.stream().forEach(entry -> owners.putIfAbsent(entry.getName(), name));
      } catch (IOException e) {
        throw new BenchmarkException("%s cannot be read.".formatted(library), e);
      }
    }
    return owners;
  }
}
