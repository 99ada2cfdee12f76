// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import java.net.URI;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack's DynamoDB in a container of its own. Needs a Docker engine. */
final class DynamoDbContainer implements AutoCloseable {
  /** The last one that starts without a token. */
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  private static final String REQUIRED = "required";

  private final LocalStackContainer container;

  private DynamoDbContainer(LocalStackContainer container) {
    this.container = container;
  }

  /** Starts it, after fetching the image if need be. */
  static DynamoDbContainer start() {
    missing()
        .ifPresent(
            reason -> {
              throw new IllegalStateException(reason);
            });
    LocalStackContainer container = new LocalStackContainer(IMAGE).withServices("dynamodb");
    container.start();
    return new DynamoDbContainer(container);
  }

  URI endpoint() {
    return container.getEndpoint();
  }

  /** Why it cannot be started here; empty if it can. */
  static Optional<String> missing() {
    return DockerClientFactory.instance().isDockerAvailable()
        ? Optional.empty()
        : Optional.of(
            "LocalStack needs a Docker engine and none answers: install one"
                + " (https://docs.docker.com/engine/install/) and start it.");
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
