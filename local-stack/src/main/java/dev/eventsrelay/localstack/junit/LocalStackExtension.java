// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.localstack.junit;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.localstack.LocalStack;
import dev.eventsrelay.localstack.LocalStackBuilder;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a running {@link LocalStack} as a parameter, and stops it after the last of them.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalStackExtension STACK =
 *     LocalStackExtension.perClass(() -> LocalStack.builder().template(TEMPLATE));
 *
 * @Test
 * void message_sent_isAnswered(LocalStack stack) { ... }
 * }</pre>
 */
public final class LocalStackExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LocalStackExtension.class);

  private final String key;
  private final boolean shared;
  private final Supplier<LocalStackBuilder> builder;

  private LocalStackExtension(String key, boolean shared, Supplier<LocalStackBuilder> builder) {
    this.key = requireNonNull(key, "key is null");
    this.shared = shared;
    this.builder = requireNonNull(builder, "builder is null");
  }

  /** A stack of its own for each test class, nested classes included. */
  public static LocalStackExtension perClass(Supplier<LocalStackBuilder> builder) {
    return new LocalStackExtension("per class", false, builder);
  }

  /**
   * One stack for all test classes that use this name, from the first that needs it to the end of
   * the run. The first one's builder counts.
   */
  public static LocalStackExtension shared(String name, Supplier<LocalStackBuilder> builder) {
    return new LocalStackExtension("shared " + name, true, builder);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // The store closes what it holds when its context ends.
    ExtensionContext owner = shared ? context.getRoot() : context;
    owner.getStore(NAMESPACE).computeIfAbsent(key, _ -> start(), LocalStack.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalStack.class;
  }

  @Override
  public LocalStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return requireNonNull(
        context.getStore(NAMESPACE).get(key, LocalStack.class),
        "Register the LocalStackExtension in a static field.");
  }

  private LocalStack start() {
    try {
      return builder.get().start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the stack was starting.", e);
    }
  }
}
