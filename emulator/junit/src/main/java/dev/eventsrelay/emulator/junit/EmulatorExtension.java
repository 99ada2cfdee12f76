// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.junit;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.EmulatorBuilder;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a template's application for the tests of one class and its nested classes. It is ready on a
 * free port before the first test and closed after the last. Tests get the {@link Emulator} as a
 * parameter of a method or the constructor.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EmulatorExtension EMULATOR = EmulatorExtension.forTemplate(Path.of("template.yaml"));
 *
 * @Test
 * void message_sent_isAnswered(Emulator emulator) {
 *   connectTo(emulator.webSocketUrl());
 * }
 * }</pre>
 *
 * <p>Needs this module and the functions' packaged code, but no checkout of the emulator. A user's
 * first run may take minutes, while their Maven fetches DynamoDB Local and AWS's runtime interface
 * client. Register it in a static field. Thread-safe.
 */
public final class EmulatorExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(EmulatorExtension.class);

  private final Supplier<EmulatorBuilder> builder;

  private EmulatorExtension(Supplier<EmulatorBuilder> builder) {
    this.builder = builder;
  }

  /** Runs a template without further choices. */
  public static EmulatorExtension forTemplate(Path template) {
    return forTemplate(template, UnaryOperator.identity());
  }

  /**
   * Runs a template with choices for the run.
   *
   * @param choices such as {@code builder -> builder.environments(1)}; applied right before the
   *     start
   */
  public static EmulatorExtension forTemplate(
      Path template, UnaryOperator<EmulatorBuilder> choices) {
    requireNonNull(template, "template is null");
    requireNonNull(choices, "choices is null");
    return new EmulatorExtension(() -> choices.apply(Emulator.builder().template(template)));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    // JUnit's store closes its values when the context ends; a nested class finds its outer class's
    // value.
    context.getStore(NAMESPACE).computeIfAbsent(this, _ -> start(), Emulator.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Emulator.class;
  }

  @Override
  public Emulator resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Emulator emulator = context.getStore(NAMESPACE).get(this, Emulator.class);
    if (emulator == null) {
      throw new IllegalStateException(
          "The EmulatorExtension has not started: register it in a static field.");
    }
    return emulator;
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
