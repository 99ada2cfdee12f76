// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.programs;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Finds third-party programs: in the checkout that this code was built in, else in Maven's local
 * repositories, else in the cache {@code ${XDG_CACHE_HOME:-~/.cache}/events-relay}, into which the
 * user's Maven fetches them. Thread-safe.
 */
public final class Programs {
  /**
   * Names the folder of module {@code emulator} in a checkout; if set, no other place is searched.
   */
  public static final String HOME_PROPERTY = "emulator.home";

  private static final Duration FETCH_DEADLINE = Duration.ofMinutes(10);

  private final Optional<Path> home;
  private final Optional<Path> aroundOwnCode;
  private final LocalRepositories repositories;
  private final Fetcher fetcher;

  Programs(
      Optional<Path> home,
      Optional<Path> aroundOwnCode,
      LocalRepositories repositories,
      Fetcher fetcher) {
    this.home = home;
    this.aroundOwnCode = aroundOwnCode;
    this.repositories = repositories;
    this.fetcher = fetcher;
  }

  /** Configured by the properties and environment of this process. */
  public static Programs ofThisProcess() {
    Properties system = System.getProperties();
    Map<String, String> environment = System.getenv();
    Optional<Path> named =
        Stream.of("maven.repo.local", "localRepository")
            .map(system::getProperty)
            .flatMap(Stream::ofNullable)
            .map(Path::of)
            .findFirst();
    return new Programs(
        Optional.ofNullable(system.getProperty(HOME_PROPERTY)).map(Path::of),
        aroundOwnCode(),
        LocalRepositories.ofThisProcess(system),
        new Fetcher(
            cache(environment, system),
            Maven.find(environment, Path.of("")),
            named,
            FETCH_DEADLINE));
  }

  /**
   * Returns the files of a program: the JARs of its class path and its native libraries. If Maven
   * has to fetch them, it takes minutes, once for each user.
   *
   * @throws IOException with a sentence for the user that says what to do, if they cannot be found
   *     or fetched
   */
  public List<Path> files(Program program) throws IOException, InterruptedException {
    if (home.isPresent()) {
      return required(program, home.get());
    }
    if (aroundOwnCode.isPresent()) {
      List<Path> built = inCheckout(aroundOwnCode.get(), program).files(program);
      if (!built.isEmpty()) {
        return built;
      }
    }
    List<Path> local = repositories.files(program);
    return local.isEmpty() ? fetcher.files(program) : local;
  }

  private static List<Path> required(Program program, Path home) throws IOException {
    ProgramFolder folder = inCheckout(home, program);
    List<Path> files = folder.files(program);
    if (files.isEmpty()) {
      throw new IOException(
          "%s is missing: %s is not whole. Fetch it with ./mvnw package, or correct -D%s."
              .formatted(program.title(), folder.folder(), HOME_PROPERTY));
    }
    return files;
  }

  private static ProgramFolder inCheckout(Path emulator, Program program) {
    return ProgramFolder.ofProject(emulator.resolve(program.folder()));
  }

  /** The module's folder, if this class comes from its {@code target}. */
  private static Optional<Path> aroundOwnCode() {
    CodeSource source = Programs.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(Path.of(source.getLocation().toURI()).getParent())
          .flatMap(target -> Optional.ofNullable(target.getParent()));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  private static Path cache(Map<String, String> environment, Properties system) {
    String named = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches =
        named.isEmpty() ? Path.of(system.getProperty("user.home"), ".cache") : Path.of(named);
    return caches.resolve("events-relay");
  }
}
