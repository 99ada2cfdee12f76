// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.protocol;

import dev.eventsrelay.connection.Topic;
import java.util.Optional;

/**
 * What a result is about and what subscribers wait for: the relay's topic.
 *
 * @param topic its value is the guid's text, compared exactly, never trimmed
 */
public record Guid(Topic topic) {
  /** The guid of that text; see {@link #problemWith}. */
  public Guid(String value) {
    this(topic(value));
  }

  private static Topic topic(String value) {
    problemWith(value)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return new Topic(value);
  }

  /** The text. */
  public String value() {
    return topic.value();
  }

  /** Says why the text cannot be a guid; empty if it can. */
  public static Optional<String> problemWith(String text) {
    return Topic.problemWith(text).map(problem -> "guid " + problem);
  }

  @Override
  public String toString() {
    return value();
  }
}
