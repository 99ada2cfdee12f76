// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A third-party program. The emulator contains only the POM that fetches it, which names
 * coordinates.
 */
public enum Program {
  /** The licence allows running it unmodified, as a process, and little more. */
  DYNAMODB_LOCAL("dynamodb-local", "DynamoDB Local"),

  /** AWS's runtime interface client with exactly its own dependencies. */
  RUNTIME_INTERFACE_CLIENT("runtime-interface-client", "The Java runtime interface client"),

  /** Unmodified, with its own versions of Scala and Pekko. Apache License 2.0. */
  ELASTICMQ("elasticmq", "ElasticMQ");

  /** Stands for the local repository in the class path that the build recorded. */
  private static final String REPOSITORY = "@repository@/";

  private final String folder;
  private final String title;

  Program(String folder, String title) {
    this.folder = folder;
    this.title = title;
  }

  /** The name of its folder in a checkout and in the cache. */
  String folder() {
    return folder;
  }

  /** The name to show to people. */
  String title() {
    return title;
  }

  /** A Maven project whose {@code package} phase leaves the program in {@code target/lib}. */
  String pom() {
    return requireNonNull(resource("pom.xml"), "the JAR of the emulator is not whole");
  }

  /**
   * The paths of its files below a local repository; empty if the emulator was built without
   * fetching the program, so that only Maven knows them.
   */
  List<String> files() {
    String noted = resource("class-path.txt");
    return noted == null
        ? List.of()
        : Stream.of(noted.strip().split(":", -1))
            .map(file -> file.replace(REPOSITORY, ""))
            .sorted()
            .toList();
  }

  private @Nullable String resource(String name) {
    try (InputStream in = Program.class.getResourceAsStream(folder + "/" + name)) {
      return in == null ? null : new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
