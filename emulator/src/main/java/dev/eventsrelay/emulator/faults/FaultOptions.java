// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the options in a line of text. Each failure is a sentence. Not thread-safe. */
final class FaultOptions {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s)");

  private final String name;
  private final Map<String, String> unused = new LinkedHashMap<>();

  private FaultOptions(String name) {
    this.name = name;
  }

  static FaultOptions of(String line) {
    List<String> words = List.of(line.strip().split("\\s+"));
    FaultOptions options = new FaultOptions(words.getFirst());
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "\"%s\" is no option; an option is NAME=VALUE.".formatted(word));
      }
      options.unused.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return options;
  }

  String name() {
    return name;
  }

  Optional<String> text(String option) {
    return Optional.ofNullable(unused.remove(option));
  }

  int number(String option) {
    return number(option, required(option));
  }

  int number(String option, int otherwise) {
    return text(option).map(value -> number(option, value)).orElse(otherwise);
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\" and must be a number.".formatted(option, value), e);
    }
  }

  double rate() {
    String value = text("rate").orElse("1");
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "rate is \"%s\" and must be a share such as 0.05.".formatted(value), e);
    }
  }

  Duration time(String option) {
    String value = required(option);
    Matcher time = TIME.matcher(value);
    if (!time.matches()) {
      throw new IllegalArgumentException(
          "%s is \"%s\" and must be a time such as 500ms or 3s.".formatted(option, value));
    }
    long amount = Long.parseLong(time.group(1));
    return time.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
  }

  boolean yes(String option) {
    String value = text(option).orElse("false");
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "%s is \"%s\" and must be true or false.".formatted(option, value));
    };
  }

  private String required(String option) {
    return text(option)
        .orElseThrow(() -> new IllegalArgumentException("%s needs %s=.".formatted(name, option)));
  }

  void requireAllUsed() {
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no option %s.".formatted(name, String.join(", ", unused.keySet())));
    }
  }
}
