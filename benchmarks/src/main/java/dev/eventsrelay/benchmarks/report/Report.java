// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.Objects.requireNonNull;

/**
 * One run of one benchmark.
 *
 * @param name of the benchmark
 * @param command that repeats it
 * @param date when it began, UTC
 * @param seconds how long it took
 * @param machine where
 * @param versions of what
 * @param section what it found
 */
public record Report(
    String name,
    String command,
    String date,
    double seconds,
    Machine machine,
    Versions versions,
    Section section) {
  public Report {
    requireNonNull(name, "name is null");
    requireNonNull(command, "command is null");
    requireNonNull(date, "date is null");
    requireNonNull(machine, "machine is null");
    requireNonNull(versions, "versions is null");
    requireNonNull(section, "section is null");
  }
}
