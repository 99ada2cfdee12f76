// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.io.Serial;
import java.util.Collection;
import java.util.List;

/**
 * The emulator cannot run a template. The message is one sentence for the template's author, or one
 * for each problem, on lines of their own.
 */
public final class TemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * A problem with a template.
   *
   * @param message names the place in the template and what to do about it
   */
  public TemplateException(String message) {
    this(List.of(message));
  }

  /**
   * Several problems, of which none hides another.
   *
   * @param problems at least one
   */
  TemplateException(Collection<String> problems) {
    super(text(problems));
    this.problems = List.copyOf(problems);
  }

  /** The same with the template's name before it. */
  TemplateException(String message, TemplateException cause) {
    super(message, cause);
    this.problems = cause.problems();
  }

  /** Each problem as a sentence. */
  List<String> problems() {
    return problems;
  }

  private static String text(Collection<String> problems) {
    return problems.size() == 1
        ? problems.iterator().next()
        : "%d problems:%n  %s".formatted(problems.size(), String.join("\n  ", problems));
  }
}
