// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container of its own. Needs a container engine. */
final class LocalStack implements AutoCloseable {
  /** The last one that starts without a token. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  /** Says to the script {@code integration-tests/localstack} which LocalStack has answered. */
  private static final Path ANSWERED = Path.of("target", "localstack.txt");

  private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"");

  /** For a machine that is busy with other work, too. */
  private static final Duration START = Duration.ofMinutes(3);

  private static final String REQUIRED = "required";

  private final LocalStackContainer container;

  private LocalStack(LocalStackContainer container) {
    this.container = container;
  }

  /** Starts it, after fetching the image if need be. */
  static LocalStack start() {
    missing()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    LocalStack started =
        new LocalStack(
            new LocalStackContainer(IMAGE)
                .withServices("dynamodb", "sqs")
                // Else the first call to DynamoDB would wait until a JVM has started.
                .withEnv("EAGER_SERVICE_LOADING", "1")
                .withStartupTimeout(START));
    try {
      started.container.start();
      Files.createDirectories(ANSWERED.toAbsolutePath().getParent());
      Files.writeString(ANSWERED, "LocalStack %s, image %s%n".formatted(started.version(), IMAGE));
      return started;
    } catch (IOException e) {
      started.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** Where its services answer. */
  URI endpoint() {
    return container.getEndpoint();
  }

  private String version() throws IOException {
    String health;
    try (InputStream answer = endpoint().resolve("/_localstack/health").toURL().openStream()) {
      health = new String(answer.readAllBytes(), UTF_8);
    }
    Matcher version = VERSION.matcher(health);
    if (!version.find()) {
      throw new IllegalStateException("LocalStack does not say which version it is: " + health);
    }
    return version.group(1);
  }

  /** Why it cannot be started here; empty if it can. */
  private static Optional<String> missing() {
    return DockerClientFactory.instance().isDockerAvailable()
        ? Optional.empty()
        : Optional.of(
            "LocalStack needs a Docker engine and none answers: start one, or run"
                + " integration-tests/localstack, which makes one from packages.");
  }

  /** Why tests on it are to be skipped; empty if they are to run, or to fail for want of Docker. */
  static Optional<String> reasonToSkip() {
    return REQUIRED.equals(System.getProperty("events.localstack")) ? Optional.empty() : missing();
  }

  @Override
  public void close() {
    container.stop();
  }
}
