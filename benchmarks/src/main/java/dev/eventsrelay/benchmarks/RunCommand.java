// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.Context.Latencies;
import dev.eventsrelay.benchmarks.peers.Peer;
import dev.eventsrelay.benchmarks.report.Machine;
import dev.eventsrelay.benchmarks.report.Page;
import dev.eventsrelay.benchmarks.report.Report;
import dev.eventsrelay.benchmarks.report.ReportFolder;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.benchmarks.report.Target;
import dev.eventsrelay.benchmarks.report.Versions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs benchmarks, one after the other, and writes what each found. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the relay on this machine and writes a report: <name>.json and index.html.",
      "Figures never fail a run: targets are reported as met or not met."
    })
final class RunCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "What to measure: ${COMPLETION-CANDIDATES}. Default: all.",
      completionCandidates = Names.class)
  private List<String> names = new ArrayList<>();

  @Option(names = "--smoke", description = "A few seconds each: shows that everything works.")
  private boolean smoke;

  @Option(names = "--full", description = "Also what takes very long.")
  private boolean full;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where to write. Default: benchmarks/target/report")
  private @Nullable Path output;

  @Option(
      names = "--dynamodb-latency",
      paramLabel = "MILLIS",
      defaultValue = "4",
      description = "Of the stub's DynamoDB. Default: ${DEFAULT-VALUE}")
  private Duration dynamoDbLatency = Duration.ZERO;

  @Option(
      names = "--post-latency",
      paramLabel = "MILLIS",
      defaultValue = "8",
      description = "Of the stub's Management API. Default: ${DEFAULT-VALUE}")
  private Duration postLatency = Duration.ZERO;

  @Option(
      names = "--candidate",
      paramLabel = "NAME=COMMAND",
      description =
          "For peers: another function, by the command of its runtime, whose last word is the"
              + " handler in its folder; repeatable. Default: benchmarks/node-peer, if it is"
              + " installed.")
  private List<Peer> candidates = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec;

  /** What the help lists. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(Benchmarks.named(List.of()).stream().map(Benchmark::name).toList());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("benchmarks.root", ".")).toAbsolutePath();
    Size size = smoke ? Size.SMOKE : full ? Size.FULL : Size.USUAL;
    Context context =
        new Context(
            root,
            size,
            new Latencies(dynamoDbLatency, postLatency),
            candidates,
            System.out,
            Instant.now());
    ReportFolder folder =
        new ReportFolder(output == null ? root.resolve("benchmarks/target/report") : output);
    List<Benchmark> chosen = chosen();
    for (int i = 0; i < chosen.size(); i++) {
      Benchmark benchmark = chosen.get(i);
      System.out.printf(
          "%s, %d of %d, %s%n", benchmark.name(), i + 1, chosen.size(), wait(benchmark, size));
      run(benchmark, context, folder);
    }
    Path page = folder.writePage(new Page());
    System.out.println("Look at " + page.toUri());
    return 0;
  }

  private List<Benchmark> chosen() {
    try {
      return Benchmarks.named(names);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private static String wait(Benchmark benchmark, Size size) {
    String usually = "about %d minutes".formatted(benchmark.usually().toMinutes());
    return size.choose("half a minute or two", usually, usually + " or much longer");
  }

  private void run(Benchmark benchmark, Context context, ReportFolder folder)
      throws IOException, InterruptedException {
    Machine machine = Machine.now();
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long began = System.nanoTime();
    Section section = benchmark.run(context);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    folder.write(
        new Report(
            benchmark.name(),
            command(benchmark.name()),
            start.toString(),
            took.toMillis() / 1000.0,
            machine,
            Versions.ofThisBuild(),
            section));
    for (Target target : section.targets()) {
      System.out.println("  " + target.sentence());
    }
  }

  private String command(String name) {
    String sizeOption = smoke ? " --smoke" : full ? " --full" : "";
    return "benchmarks/run %s%s --dynamodb-latency %d --post-latency %d"
        .formatted(name, sizeOption, dynamoDbLatency.toMillis(), postLatency.toMillis());
  }

  static Duration milliseconds(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }
}
