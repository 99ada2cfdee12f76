// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.start;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.BenchmarkException;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.Code;
import dev.eventsrelay.benchmarks.load.Spread;
import dev.eventsrelay.benchmarks.report.Chart;
import dev.eventsrelay.benchmarks.report.Chart.Point;
import dev.eventsrelay.benchmarks.report.Chart.Series;
import dev.eventsrelay.benchmarks.report.Column;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.benchmarks.report.Table;
import dev.eventsrelay.benchmarks.report.TableOf;
import dev.eventsrelay.benchmarks.report.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** From the start of a JVM to the answer to its first result, and what is in the JAR. */
public final class StartBenchmark implements Benchmark {
  private static final double PLAIN_MILLIS = 900;
  private static final double CACHED_MILLIS = 450;
  private static final double JAR_MIB = 15;
  private static final double KIB_PER_MIB = 1024;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Duration usually() {
    return Duration.ofMinutes(4);
  }

  @Override
  public Section run(Context context) throws InterruptedException {
    int rounds = context.size().choose(1, 9, 15);
    Map<Mode, List<OneStart>> starts = new EnumMap<>(Mode.class);
    Map<Mode, Double> files = new EnumMap<>(Mode.class);
    try (Bench bench = Bench.start(context)) {
      for (Mode mode : Mode.values()) {
        Path file = file(bench, mode);
        Optional<Code> training = mode.training(file);
        files.put(mode, training.isPresent() ? Training.run(bench, training.get(), file) : 0.0);
        starts.put(mode, new ArrayList<>());
      }
      // In turn, so that what the machine does besides meets all modes alike.
      for (int i = 0; i < rounds; i++) {
        for (var entry : starts.entrySet()) {
          Mode mode = entry.getKey();
          entry.getValue().add(OneStart.measure(bench, mode.code(file(bench, mode))));
        }
        context.progress("round %d of %d".formatted(i + 1, rounds));
      }
    }
    return section(context, starts, files);
  }

  private static Path file(Bench bench, Mode mode) {
    return bench.scratch().resolve(mode + ".archive");
  }

  private Section section(
      Context context, Map<Mode, List<OneStart>> starts, Map<Mode, Double> files) {
    List<JarContents.Part> parts = JarContents.of(context.sendMessageJar());
    return Section.of(
            name(),
            "Start",
            "How long an environment of sendmessage takes until it asks for work, and until its"
                + " first result is relayed, beside a function that does nothing and one that makes"
                + " only the SDK calls of a relay; and what its JAR consists of.")
        .target(
            Target.atMost("First response, plain", median(starts, Mode.PLAIN), PLAIN_MILLIS, "ms"))
        .target(
            Target.atMost(
                "First response, AppCDS archive",
                median(starts, Mode.APP_CDS),
                CACHED_MILLIS,
                "ms"))
        .target(
            Target.atMost(
                "First response, JDK 25 AOT cache",
                median(starts, Mode.AOT_CACHE),
                CACHED_MILLIS,
                "ms"))
        .target(Target.atMost("Size of the JAR", jarMiB(context), JAR_MIB, "MiB"))
        .chart(
            new Chart(
                "From the start of the process, median",
                Chart.Kind.BARS,
                "",
                "ms",
                List.of(
                    series("asks for work", starts, OneStart::readyMillis),
                    series("has answered the first result", starts, OneStart::responseMillis))))
        .table(table(starts, files))
        .table(contents(parts, KIB_PER_MIB * jarMiB(context)))
        .note(
            "The handler's constructor warms up: it makes the calls that the first results will"
                + " make, which leave no trace. Lambda Managed Instances start environments ahead"
                + " of traffic, so what a client could wait for is the difference between the two"
                + " columns.")
        .note(
            "Each file was written by a run that relayed 20 results and was ended with SIGTERM."
                + " Modes were started in turn. The time includes that of a shell of some 10 ms.")
        .build();
  }

  private static double median(Map<Mode, List<OneStart>> starts, Mode mode) {
    return Spread.of(starts.getOrDefault(mode, List.of()), OneStart::responseMillis).median();
  }

  private static double jarMiB(Context context) {
    try {
      return Files.size(context.sendMessageJar()) / KIB_PER_MIB / KIB_PER_MIB;
    } catch (IOException e) {
      throw new BenchmarkException("The JAR of sendmessage is missing.", e);
    }
  }

  private static Series series(
      String name, Map<Mode, List<OneStart>> starts, ToDoubleFunction<OneStart> figure) {
    return new Series(
        name,
        starts.entrySet().stream()
            .map(e -> Point.bar(e.getKey().title(), Spread.of(e.getValue(), figure).median()))
            .toList());
  }

  private static Table table(Map<Mode, List<OneStart>> starts, Map<Mode, Double> files) {
    return new TableOf<>("Start", starts.entrySet())
        .column("start", e -> e.getKey().title())
        .column("asks for work", "ms", e -> Spread.of(e.getValue(), OneStart::readyMillis).median())
        .column(
            "lowest to highest", "ms", e -> Spread.of(e.getValue(), OneStart::readyMillis).range())
        .column(
            "first response", "ms", e -> Spread.of(e.getValue(), OneStart::responseMillis).median())
        .column(
            "lowest to highest",
            "ms",
            e -> Spread.of(e.getValue(), OneStart::responseMillis).range())
        .column("CPU", "ms", e -> Spread.of(e.getValue(), OneStart::cpuMillis).median())
        .column("RSS", "MiB", e -> Spread.of(e.getValue(), OneStart::rssMiB).median())
        .column("size of the file", "MiB", e -> files.getOrDefault(e.getKey(), 0.0))
        .build();
  }

  private static Table contents(List<JarContents.Part> parts, double jarKiB) {
    Table.Builder table =
        Table.titled(
            "What is in the JAR of sendmessage",
            Column.of("dependency"),
            Column.of("compressed", "KiB"),
            Column.of("share", "%"),
            Column.of("files"));
    for (JarContents.Part part : parts) {
      table.row(part.name(), part.kib(), 100 * part.kib() / jarKiB, part.files());
    }
    double names = jarKiB - parts.stream().mapToDouble(JarContents.Part::kib).sum();
    return table.row("the names of all files", names, 100 * names / jarKiB, "").build();
  }
}
