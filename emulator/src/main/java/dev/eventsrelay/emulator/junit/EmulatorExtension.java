// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.junit;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.EmulatorBuilder;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a running {@link Emulator} as a parameter, and stops it after the last of them.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EmulatorExtension EMULATOR =
 *     EmulatorExtension.perClass(() -> Emulator.builder().template(TEMPLATE));
 *
 * @Test
 * void message_sent_isAnswered(Emulator emulator) { ... }
 * }</pre>
 */
public final class EmulatorExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(EmulatorExtension.class);

  private final String key;
  private final boolean shared;
  private final Supplier<EmulatorBuilder> builder;

  private EmulatorExtension(String key, boolean shared, Supplier<EmulatorBuilder> builder) {
    this.key = requireNonNull(key, "key is null");
    this.shared = shared;
    this.builder = requireNonNull(builder, "builder is null");
  }

  /** An emulator of its own for each test class, nested classes included. */
  public static EmulatorExtension perClass(Supplier<EmulatorBuilder> builder) {
    return new EmulatorExtension("per class", false, builder);
  }

  /**
   * One emulator for all test classes that use this name, from the first that needs it to the end
   * of the run. The first one's builder counts.
   */
  public static EmulatorExtension shared(String name, Supplier<EmulatorBuilder> builder) {
    return new EmulatorExtension("shared " + name, true, builder);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // The store closes what it holds when its context ends.
    ExtensionContext owner = shared ? context.getRoot() : context;
    owner.getStore(NAMESPACE).computeIfAbsent(key, _ -> start(), Emulator.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Emulator.class;
  }

  @Override
  public Emulator resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return requireNonNull(
        context.getStore(NAMESPACE).get(key, Emulator.class),
        "Register the EmulatorExtension in a static field.");
  }

  private Emulator start() {
    try {
      return builder.get().start();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the emulator was starting.", e);
    }
  }
}
