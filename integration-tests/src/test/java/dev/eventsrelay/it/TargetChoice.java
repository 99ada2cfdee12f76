// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the suite runs on, as the command line says. */
sealed interface TargetChoice {
  /** How a reason for skipping names it. */
  String describe();

  /**
   * The packaged relay on this machine.
   *
   * @param dynamoDb the DynamoDB to use; empty for DynamoDB Local
   * @param standard whether its functions are standard ones, instead of managed ones
   */
  record Embedded(Optional<URI> dynamoDb, boolean standard) implements TargetChoice {
    public Embedded {
      requireNonNull(dynamoDb, "dynamoDb is null");
    }

    @Override
    public String describe() {
      return "embedded";
    }
  }

  /** The packaged relay on this machine, with the services of a LocalStack container. */
  record OnLocalStack() implements TargetChoice {
    @Override
    public String describe() {
      return "localstack";
    }
  }

  /**
   * A relay that somebody has deployed.
   *
   * @param endpoint its WebSocket URL
   * @param table its table, to be reached with the AWS credentials and the region that the SDK
   *     finds
   */
  record Stage(URI endpoint, Optional<String> table) implements TargetChoice {
    public Stage {
      requireNonNull(endpoint, "endpoint is null");
      requireNonNull(table, "table is null");
    }

    @Override
    public String describe() {
      return "stage " + endpoint;
    }
  }

  /**
   * Reads {@code events.target}, {@code events.endpoint}, {@code events.table}, {@code
   * events.dynamodb.endpoint} and {@code events.compute}. An endpoint alone means a stage; nothing
   * at all, the embedded relay.
   *
   * @throws IllegalArgumentException with a sentence, if they contradict one another
   */
  static TargetChoice of(Function<String, Optional<String>> properties) {
    Optional<URI> endpoint = properties.apply("events.endpoint").map(URI::create);
    String name =
        properties.apply("events.target").orElse(endpoint.isPresent() ? "stage" : "embedded");
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "embedded" ->
          new Embedded(
              properties.apply("events.dynamodb.endpoint").map(URI::create),
              isStandard(properties));
      case "localstack" -> new OnLocalStack();
      case "stage" ->
          new Stage(
              endpoint.orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "The target stage needs -Devents.endpoint=wss://HOST/STAGE.")),
              properties.apply("events.table"));
      default ->
          throw new IllegalArgumentException(
              "There is no target %s, only embedded, localstack and stage.".formatted(name));
    };
  }

  private static boolean isStandard(Function<String, Optional<String>> properties) {
    String compute = properties.apply("events.compute").orElse("managed");
    return switch (compute) {
      case "managed" -> false;
      case "standard" -> true;
      default ->
          throw new IllegalArgumentException(
              "There is no compute %s, only managed and standard.".formatted(compute));
    };
  }

  /** The choice of this run. */
  static TargetChoice ofThisRun() {
    return of(name -> Optional.ofNullable(System.getProperty(name)).filter(v -> !v.isBlank()));
  }
}
