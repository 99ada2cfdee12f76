// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Collects what keeps a template from running, so that all of it is said at once. Each part is read
 * even if another one cannot be. Not thread-safe.
 */
final class Problems {
  private final Set<String> sentences = new LinkedHashSet<>();

  /** The part, or empty if it has a problem, which is kept. */
  <T> Optional<T> read(Supplier<T> part) {
    try {
      return Optional.of(part.get());
    } catch (TemplateException e) {
      sentences.addAll(e.problems());
      return Optional.empty();
    }
  }

  /** Keeps what the check says. */
  void check(Runnable check) {
    read(
        () -> {
          check.run();
          return check;
        });
  }

  /**
   * @throws TemplateException with every problem, if there is any
   */
  void throwIfAny() {
    if (!sentences.isEmpty()) {
      throw new TemplateException(sentences);
    }
  }
}
