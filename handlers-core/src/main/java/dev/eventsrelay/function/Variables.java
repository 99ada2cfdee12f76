// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Environment variables as values. What is wrong with one is an {@link IllegalStateException} with
 * a sentence that names it and says what it must be. An empty value counts as none. Immutable.
 */
public final class Variables {
  private final Map<String, String> environment;

  /** The variables of that environment. */
  public Variables(Map<String, String> environment) {
    this.environment = requireNonNull(environment, "environment is null");
  }

  /** Whether the variable has a value. */
  public boolean isSet(String name) {
    return value(name).isPresent();
  }

  /** A text. */
  public String text(String name, String otherwise) {
    return value(name).orElse(otherwise);
  }

  /**
   * A text without which nothing works.
   *
   * @param meaning what to set it to, for the sentence that says that it is missing
   */
  public String required(String name, String meaning) {
    return value(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Environment variable " + name + " is not set: set it to " + meaning + "."));
  }

  /** A whole number from least to most. */
  public int number(String name, int otherwise, int least, int most) {
    return value(name).map(text -> number(name, text, least, most)).orElse(otherwise);
  }

  private static int number(String name, String text, int least, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The sentence below says all there is to say about it.
    }
    throw wrong(name, text, "a whole number from " + least + " to " + most);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean otherwise) {
    return value(name).map(text -> flag(name, text)).orElse(otherwise);
  }

  private static boolean flag(String name, String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(name, text, "true or false");
    };
  }

  /** An http or https URL. */
  public Optional<URI> httpUri(String name) {
    return value(name).map(text -> httpUri(name, text));
  }

  private static URI httpUri(String name, String text) {
    try {
      URI uri = new URI(text);
      if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // The sentence below says all there is to say about it.
    }
    throw wrong(name, text, "an http or https URL with the stage as its path");
  }

  /** A log level, by Lambda's names. */
  public Level level(String name, Level otherwise) {
    return value(name).map(text -> level(name, text)).orElse(otherwise);
  }

  private static Level level(String name, String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "TRACE" -> Level.TRACE;
      case "DEBUG" -> Level.DEBUG;
      case "INFO" -> Level.INFO;
      case "WARN" -> Level.WARNING;
      case "ERROR", "FATAL" -> Level.ERROR;
      default -> throw wrong(name, text, "one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL");
    };
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
  }

  private static IllegalStateException wrong(String name, String text, String wanted) {
    return new IllegalStateException(
        "Environment variable " + name + " is '" + text + "': it must be " + wanted + ".");
  }
}
