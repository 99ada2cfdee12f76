// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import dev.eventsrelay.emulator.Emulator;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Hands the target to tests that ask for one, the same to all test classes; see {@link
 * TargetChoice} for how it is chosen. Tests that ask for the relay in this process are skipped,
 * with that reason, where the target is a stage.
 */
public final class TargetExtension implements ParameterResolver, ExecutionCondition {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(TargetExtension.class);
  private static final Set<Class<?>> IN_PROCESS = Set.of(EmbeddedRelay.class, Emulator.class);

  private final TargetChoice choice = TargetChoice.ofThisRun();

  private record Embedded(EmbeddedRelay relay, Optional<LocalStack> services)
      implements AutoCloseable {
    static Embedded of(TargetChoice.Embedded choice) {
      return new Embedded(
          EmbeddedRelay.start(
              builder -> {
                choice.dynamoDb().ifPresent(builder::dynamoDbEndpoint);
                return choice.standard() ? EmbeddedRelay.onStandardFunctions(builder) : builder;
              }),
          Optional.empty());
    }

    static Embedded onLocalStack() {
      LocalStack services = LocalStack.start();
      try {
        return new Embedded(
            EmbeddedRelay.start(
                builder ->
                    builder.dynamoDbEndpoint(services.endpoint()).sqsEndpoint(services.endpoint())),
            Optional.of(services));
      } catch (RuntimeException e) {
        services.close();
        throw e;
      }
    }

    @Override
    public void close() {
      relay.close();
      services.ifPresent(LocalStack::close);
    }
  }

  private record Deployed(Target target, Optional<DynamoDbClient> dynamoDb)
      implements AutoCloseable {
    static Deployed of(TargetChoice.Stage stage) {
      Optional<DynamoDbClient> dynamoDb =
          stage.table().map(_ -> DynamoDbClient.builder().httpClient(http()).build());
      return new Deployed(
          new Target(
              stage.endpoint(), stage.table().map(name -> new Table(dynamoDb.orElseThrow(), name))),
          dynamoDb);
    }

    private static SdkHttpClient http() {
      return UrlConnectionHttpClient.create();
    }

    @Override
    public void close() {
      dynamoDb.ifPresent(DynamoDbClient::close);
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return switch (choice) {
      case TargetChoice.Embedded _ -> ConditionEvaluationResult.enabled("it always runs");
      case TargetChoice.OnLocalStack _ ->
          LocalStack.reasonToSkip()
              .map(ConditionEvaluationResult::disabled)
              .orElseGet(() -> ConditionEvaluationResult.enabled("LocalStack can run, or has to"));
      case TargetChoice.Stage stage ->
          needsThisProcess(context)
              ? ConditionEvaluationResult.disabled(
                  "needs the relay in this process, but the target is " + stage.describe())
              : ConditionEvaluationResult.enabled("needs only what a stage has");
    };
  }

  private static boolean needsThisProcess(ExtensionContext context) {
    Stream<Class<?>> ofClass =
        Arrays.stream(context.getRequiredTestClass().getDeclaredConstructors())
            .flatMap(constructor -> Arrays.stream(constructor.getParameterTypes()));
    Stream<Class<?>> ofMethod =
        context.getTestMethod().stream()
            .flatMap(method -> Arrays.stream(method.getParameterTypes()));
    return Stream.concat(ofClass, ofMethod).anyMatch(IN_PROCESS::contains);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Target.class || IN_PROCESS.contains(type);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == Target.class) {
      return target(context);
    }
    EmbeddedRelay relay = relay(context);
    return type == Emulator.class ? relay.emulator() : relay;
  }

  private Target target(ExtensionContext context) {
    return choice instanceof TargetChoice.Stage stage
        ? context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Deployed.class, _ -> Deployed.of(stage), Deployed.class)
            .target()
        : relay(context).target();
  }

  private EmbeddedRelay relay(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Embedded.class, _ -> start(), Embedded.class)
        .relay();
  }

  private Embedded start() {
    return switch (choice) {
      case TargetChoice.Embedded embedded -> Embedded.of(embedded);
      case TargetChoice.OnLocalStack _ -> Embedded.onLocalStack();
      case TargetChoice.Stage stage ->
          throw new IllegalStateException("There is no relay in this process: " + stage.describe());
    };
  }
}
