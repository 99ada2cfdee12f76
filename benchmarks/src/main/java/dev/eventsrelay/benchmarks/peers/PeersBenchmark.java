// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.peers;

import dev.eventsrelay.benchmarks.Benchmark;
import dev.eventsrelay.benchmarks.Context;
import dev.eventsrelay.benchmarks.function.Bench;
import dev.eventsrelay.benchmarks.function.Code;
import dev.eventsrelay.benchmarks.function.RunningFunction;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.benchmarks.report.TableOf;
import dev.eventsrelay.benchmarks.report.Target;
import dev.eventsrelay.emulator.lambda.ProgramRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the deployed function costs beside functions of others that do the same. */
public final class PeersBenchmark implements Benchmark {
  private static final double TIMES = 3;

  @Override
  public String name() {
    return "peers";
  }

  @Override
  public Duration usually() {
    return Duration.ofMinutes(6);
  }

  @Override
  public Section run(Context context) throws InterruptedException {
    Plan plan = Plan.of(context.size());
    List<Contender> contenders = new ArrayList<>();
    try (Bench bench = Bench.start(context)) {
      try {
        contenders.add(
            new Contender(
                bench,
                "sendmessage",
                RunningFunction.start(
                    bench,
                    Code.of("sendmessage", Code.SEND_MESSAGE, List.of(), Contender.CONCURRENCY)
                        .rehearsed(context.size()))));
        for (Peer peer : peers(context)) {
          contenders.add(new Contender(bench, peer.name(), start(bench, peer)));
        }
        measure(plan, contenders);
        return section(contenders);
      } finally {
        contenders.forEach(Contender::close);
      }
    }
  }

  private static List<Peer> peers(Context context) {
    Path client = context.nodePeer().resolve("node_modules/aws-lambda-ric/index.mjs");
    if (!context.peers().isEmpty() || !Files.isRegularFile(client)) {
      return context.peers();
    }
    return List.of(
        new Peer(
            "Node and the AWS SDK",
            ProgramRuntime.of("node " + client),
            context.nodePeer(),
            "index.handler"));
  }

  private static RunningFunction start(Bench bench, Peer peer) throws InterruptedException {
    return RunningFunction.start(
        bench,
        peer.name().replaceAll("[^A-Za-z0-9]+", "-"),
        peer.folder(),
        peer.handler(),
        peer.runtime(),
        Map.of(),
        Contender.CONCURRENCY);
  }

  /** In turn, so that what the machine does besides meets them alike. */
  private static void measure(Plan plan, List<Contender> contenders) throws InterruptedException {
    for (Contender contender : contenders) {
      contender.begin(plan);
    }
    for (Contender contender : contenders) {
      contender.warmUp(plan);
    }
    for (int i = 0; i < plan.rounds(); i++) {
      for (Contender contender : contenders) {
        contender.saturate(plan);
      }
    }
  }

  private Section section(List<Contender> contenders) {
    Section.Builder section =
        Section.of(
            name(),
            "Beside peers",
            "What a result costs the deployed function, and functions of others that make the same"
                + " calls, under the same Runtime API, stub and load, at concurrency 32.");
    Contender ours = contenders.getFirst();
    for (Contender peer : contenders.subList(1, contenders.size())) {
      section
          .target(
              Target.atLeast(
                  "Results per core-second, warm, of " + peer.name(),
                  ours.perCoreSecond() / peer.perCoreSecond(),
                  TIMES,
                  "times"))
          .target(
              Target.atMost(
                  "CPU over the first results, of " + peer.name(),
                  ours.firstMillis() / peer.firstMillis(),
                  1,
                  "times"));
    }
    return section
        .table(
            new TableOf<>("One environment of each", contenders)
                .column("function", Contender::name)
                .column("ready after", "s", Contender::readyAfter)
                .column("CPU until then", "s", Contender::startCpu)
                .column("CPU of the first results", "ms each", Contender::firstMillis)
                .column("with the start", "ms each", Contender::lifeMillis)
                .column("warm", "us each", c -> c.cpuMicros().median())
                .column("lowest to highest", "us", c -> c.cpuMicros().range())
                .column("results per core-second", "", Contender::perCoreSecond)
                .column("results per second", "1/s", c -> c.rate().median())
                .build())
        .note(
            contenders.size() > 1
                ? "The first results come at a steady rate right after the start; warm is at"
                    + " saturation, in turn. Each round checks that no call was left out."
                : "No peer: run npm ci in benchmarks/node-peer, or name one with --candidate.")
        .build();
  }
}
