// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.Comparator.comparingInt;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.Benchmarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder with a report of each benchmark and a page of all. Reports of other runs stay, so that
 * benchmarks can be repeated one by one.
 *
 * <p>Not thread-safe.
 */
public final class ReportFolder {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  public ReportFolder(Path folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  /** Writes the report as {@code <name>.json}, in place of an earlier one. */
  public void write(Report report) throws IOException {
    Files.createDirectories(folder);
    JSON.writeValue(folder.resolve(report.name() + ".json").toFile(), report);
  }

  /** Every report in the folder, in the benchmarks' order. */
  public List<Report> read() throws IOException {
    List<Report> reports = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        reports.add(JSON.readValue(file.toFile(), Report.class));
      }
    }
    List<String> order = Benchmarks.named(List.of()).stream().map(Benchmark::name).toList();
    reports.sort(comparingInt(report -> order.indexOf(report.name())));
    return reports;
  }

  /** Writes {@code index.html} with everything that is in the folder. */
  public Path writePage(Page page) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("index.html"), page.of(read()));
  }
}
