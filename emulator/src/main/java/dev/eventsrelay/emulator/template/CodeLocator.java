// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the packaged code behind a {@code CodeUri}: the JAR itself, the one that Maven left in the
 * folder's {@code target} or Gradle in {@code build/libs}, or the folder of classes and {@code lib}
 * that {@code sam build} left.
 */
final class CodeLocator {
  private static final Pattern NOT_THE_PACKAGE =
      Pattern.compile("original-.*|.*-(sources|javadoc|tests|test-sources|plain)\\.jar");

  private CodeLocator() {}

  /**
   * Returns the code to run: the JAR or unpacked folder for a Java runtime, the file or folder
   * itself for another one.
   *
   * @param code the {@code CodeUri}, absolute
   * @throws TemplateException if there is no such path, or not exactly one packaged JAR
   */
  static Path locate(String functionId, String runtime, Path code) {
    if (runtime.startsWith("java")) {
      return jar(functionId, code);
    }
    if (!Files.exists(code)) {
      throw notThere(functionId, code);
    }
    return code;
  }

  private static Path jar(String functionId, Path code) {
    if (Files.isRegularFile(code)) {
      if (!code.toString().endsWith(".jar")) {
        throw new TemplateException(
            "The emulator runs a JAR, but the code of %s is %s.".formatted(functionId, code));
      }
      return code;
    }
    if (code.toString().endsWith(".jar")) {
      throw notBuilt(functionId, code);
    }
    if (!Files.isDirectory(code)) {
      throw notThere(functionId, code);
    }
    if (Files.isDirectory(code.resolve("lib")) && !isProject(code)) {
      return code;
    }
    Path target = code.resolve(isGradle(code) ? "build/libs" : "target");
    List<Path> jars = Files.isDirectory(target) ? packages(target) : List.of();
    if (jars.isEmpty()) {
      throw notBuilt(functionId, target.resolve("*.jar"));
    }
    if (jars.size() > 1) {
      throw new TemplateException(
          "%s has %d JARs, so it is not clear which one is %s: delete the others."
              .formatted(target, jars.size(), functionId));
    }
    return jars.getFirst();
  }

  private static boolean isProject(Path folder) {
    return Files.exists(folder.resolve("pom.xml")) || isGradle(folder);
  }

  private static boolean isGradle(Path folder) {
    return Files.exists(folder.resolve("build.gradle"))
        || Files.exists(folder.resolve("build.gradle.kts"));
  }

  private static List<Path> packages(Path target) {
    try (Stream<Path> files = Files.list(target)) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !NOT_THE_PACKAGE.matcher(file.getFileName().toString()).matches())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TemplateException notThere(String functionId, Path code) {
    return new TemplateException(
        "The code of %s is in %s, which does not exist.".formatted(functionId, code));
  }

  private static TemplateException notBuilt(String functionId, Path expected) {
    return new TemplateException(
        "The JAR of %s is not built yet (%s): build it with \"./mvnw -DskipTests package\"."
            .formatted(functionId, expected));
  }
}
