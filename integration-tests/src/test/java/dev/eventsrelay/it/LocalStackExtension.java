// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a relay to tests whose DynamoDB is LocalStack's, one for all of them. Without Docker they
 * are skipped; with {@code -Devents.localstack=required} they fail.
 */
public final class LocalStackExtension implements ParameterResolver, ExecutionCondition {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(LocalStackExtension.class);

  private record OnLocalStack(DynamoDbContainer container, EmbeddedRelay relay)
      implements AutoCloseable {
    static OnLocalStack start() {
      DynamoDbContainer container = DynamoDbContainer.start();
      try {
        return new OnLocalStack(
            container,
            EmbeddedRelay.start(builder -> builder.dynamoDbEndpoint(container.endpoint())));
      } catch (RuntimeException e) {
        container.close();
        throw e;
      }
    }

    @Override
    public void close() {
      relay.close();
      container.close();
    }
  }

  /** The relay, started by whoever asks first. */
  static EmbeddedRelay relay(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(OnLocalStack.class, _ -> OnLocalStack.start(), OnLocalStack.class)
        .relay();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return DynamoDbContainer.reasonToSkip()
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("LocalStack can run, or has to"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == EmbeddedRelay.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return relay(context);
  }
}
