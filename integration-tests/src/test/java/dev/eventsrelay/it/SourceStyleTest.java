// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The formatter check. It is a test and no Maven plugin, because the formatter needs the JDK whose
 * language level the sources have, and only tests are sure to run on that one.
 *
 * <p>{@code ./mvnw -pl integration-tests -am test -Dtest=SourceStyleTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dformat=write} formats instead of complaining.
 */
class SourceStyleTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String HEADER =
      """
      // SPDX-FileCopyrightText: The events-relay authors
      // SPDX-License-Identifier: Apache-2.0
      """;

  private final Formatter formatter = new Formatter();

  @Test
  void sources_areFormatted() {
    List<Path> unformatted = sources().stream().filter(not(this::isFormatted)).toList();
    if ("write".equals(System.getProperty("format"))) {
      unformatted.forEach(this::format);
      return;
    }
    assertThat(unformatted)
        .as("not formatted as google-java-format does; see -Dformat=write")
        .isEmpty();
  }

  @Test
  void sources_beginWithTheirLicence() {
    assertThat(sources()).allSatisfy(source -> assertThat(read(source)).startsWith(HEADER));
  }

  @Test
  void sources_importNoWholePackages() {
    assertThat(sources())
        .allSatisfy(
            source ->
                assertThat(read(source).lines())
                    .noneMatch(line -> line.startsWith("import ") && line.endsWith("*;")));
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      List<Path> sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .map(ROOT::relativize)
              .filter(file -> file.toString().contains("src/"))
              .filter(SourceStyleTest::isOurs)
              .map(ROOT::resolve)
              .toList();
      assertThat(sources).as("sources below %s", ROOT).hasSizeGreaterThan(50);
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not what a build or a package manager has put there. */
  private static boolean isOurs(Path file) {
    for (Path part : file) {
      String name = part.toString();
      if (name.equals("target") || name.equals("node_modules") || name.startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private boolean isFormatted(Path source) {
    return formatted(source).equals(read(source));
  }

  private void format(Path source) {
    try {
      Files.writeString(source, formatted(source), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String formatted(Path source) {
    try {
      String text = RemoveUnusedImports.removeUnusedImports(read(source));
      return formatter.formatSourceAndFixImports(text);
    } catch (FormatterException e) {
      throw new IllegalStateException("cannot format " + source, e);
    }
  }

  private static String read(Path source) {
    try {
      return Files.readString(source, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
