// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.capacity;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The table of capacity units in the documentation, between two markers. */
final class CapacityTable {
  private static final Path PAGE = Path.of("..", "benchmarks", "README.md");
  private static final String BEGIN = "<!-- Written and checked by CapacityIT. -->\n";
  private static final String END = "<!-- End of what CapacityIT has written. -->";

  private CapacityTable() {}

  /** The table's text, a row for each title in order. */
  static String of(Map<String, Units> rows) {
    return rows.entrySet().stream()
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f |%n",
                    row.getKey(),
                    row.getValue().writes(),
                    row.getValue().reads()))
        .collect(joining("", "| event | write units | read units |\n|---|---|---|\n", ""));
  }

  /** What the page has now. */
  static String inPage() throws IOException {
    String page = Files.readString(PAGE);
    return page.substring(begin(page), end(page));
  }

  /** Replaces what the page has. */
  static void write(String table) throws IOException {
    String page = Files.readString(PAGE);
    Files.writeString(PAGE, page.substring(0, begin(page)) + table + page.substring(end(page)));
  }

  private static int begin(String page) {
    return found(page.indexOf(BEGIN), BEGIN) + BEGIN.length();
  }

  private static int end(String page) {
    return found(page.indexOf(END), END);
  }

  private static int found(int index, String marker) {
    if (index < 0) {
      throw new IllegalStateException("%s has no line %s".formatted(PAGE, marker.strip()));
    }
    return index;
  }
}
