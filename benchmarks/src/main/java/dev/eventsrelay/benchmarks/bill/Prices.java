// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * List prices in dollars for a million of each. The estimate of {@code infra-sam} keeps them, and
 * nobody keeps another copy.
 *
 * @param write units of the table
 * @param read units of the table
 * @param message of API Gateway, from or to a client
 * @param invocation of a function, without its duration
 * @param date as of when
 * @param sources pages that say so
 */
record Prices(
    double write,
    double read,
    double message,
    double invocation,
    String date,
    List<String> sources) {
  private static final String FILE = "infra-sam/checks/capacity/prices.py";
  private static final Pattern DATE = Pattern.compile("as of (\\d{4}-\\d{2}-\\d{2})");
  private static final Pattern SOURCE = Pattern.compile("https://\\S+");

  Prices {
    requireNonNull(date, "date is null");
    sources = List.copyOf(sources);
  }

  /**
   * Reads them.
   *
   * @param root the project's folder
   */
  static Prices read(Path root) throws IOException {
    return parse(Files.readString(root.resolve(FILE)));
  }

  /** Reads the lines that say {@code NAME = 0.125 / MILLION}. */
  static Prices parse(String python) {
    return new Prices(
        perMillion("TABLE_WRITE", python),
        perMillion("TABLE_READ", python),
        perMillion("API_MESSAGE", python),
        perMillion("LAMBDA_REQUEST", python),
        only(DATE, python),
        SOURCE.matcher(python).results().map(MatchResult::group).toList());
  }

  /** Dollars for a million times that. */
  Bill of(Tally tally) {
    return new Bill(
        tally.table().writeUnits() * write + tally.table().readUnits() * read,
        tally.billedMessages() * message,
        tally.invocations() * invocation);
  }

  private static double perMillion(String name, String python) {
    return Double.parseDouble(
        only(Pattern.compile("(?m)^" + name + " = ([0-9.]+) / MILLION$"), python));
  }

  private static String only(Pattern pattern, String python) {
    Matcher matcher = pattern.matcher(python);
    if (!matcher.find()) {
      throw new IllegalStateException("%s has no line like %s.".formatted(FILE, pattern));
    }
    return matcher.group(1);
  }
}
