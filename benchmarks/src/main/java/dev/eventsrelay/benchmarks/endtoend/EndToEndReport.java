// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.endtoend;

import dev.eventsrelay.benchmarks.report.Chart;
import dev.eventsrelay.benchmarks.report.Chart.Point;
import dev.eventsrelay.benchmarks.report.Chart.Series;
import dev.eventsrelay.benchmarks.report.Section;
import dev.eventsrelay.benchmarks.report.Table;
import dev.eventsrelay.benchmarks.report.TableOf;
import dev.eventsrelay.benchmarks.report.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The steps as a section. */
record EndToEndReport(List<Step> relay, List<Step> gateway, int connections, Duration step) {
  private static final double MESSAGES = 2000;

  /** A rate that was kept to the last message ends a little later than its last second. */
  private static final double KEPT = 0.98;

  Section section() {
    return Section.of(
            "end-to-end",
            "End to end",
            "How long a result takes from the worker to the router and its ack back, over the whole"
                + " emulator, as the rate grows until it breaks; and what its gateway does"
                + " alone.")
        .target(
            Target.atLeast(
                "Messages a second through the gateway with %,d open connections"
                    .formatted(connections),
                Ladder.highest(gateway),
                KEPT * MESSAGES,
                "1/s"))
        .chart(
            chart(
                "Compile cycles over the whole system",
                "cycles due per second",
                relay,
                List.of("to receipt, p50", "to receipt, p99", "to ack, p50", "to ack, p99"),
                List.of(
                    s -> s.receiptMillis(50),
                    s -> s.receiptMillis(99),
                    s -> s.ackMillis(50),
                    s -> s.ackMillis(99))))
        .chart(
            chart(
                "Messages through the gateway alone",
                "messages due per second",
                gateway,
                List.of("p50", "p99"),
                List.of(s -> s.receiptMillis(50), s -> s.receiptMillis(99))))
        .table(relayTable())
        .table(gatewayTable())
        .note(
            "A cycle: a router subscribes; a second later a worker publishes a result of 1 KB; the"
                + " router acknowledges it; the worker gets the ack; the router unsubscribes. 16"
                + " routers, 16 workers, and as many environments as the template says. Times count"
                + " from when the result was due.")
        .note(
            "A rate is broken when p99 to receipt is above 1 s, or fewer than 95 % have arrived 5 s"
                + " after the last was due; each is held for %d s. Clients, gateway, functions and"
                    .formatted(step.toSeconds())
                + " DynamoDB Local share the cores, and DynamoDB Local is what gives way first:"
                + " these figures say nothing about AWS.")
        .note(
            "Through the gateway alone: each message is an event for a function in the same"
                + " process, which posts it to another connection through the Management API.")
        .build();
  }

  private static Chart chart(
      String title,
      String x,
      List<Step> steps,
      List<String> names,
      List<ToDoubleFunction<Step>> figures) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ToDoubleFunction<Step> figure = figures.get(i);
      series.add(
          new Series(
              names.get(i),
              steps.stream()
                  .map(step -> Point.at(step.rate(), figure.applyAsDouble(step)))
                  .toList()));
    }
    return new Chart(title, Chart.Kind.LOG_LOG, x, "ms from due", series);
  }

  private Table relayTable() {
    return steps("Compile cycles over the whole system", relay)
        .column("to receipt, p50", "ms", s -> s.receiptMillis(50))
        .column("to receipt, p99", "ms", s -> s.receiptMillis(99))
        .column("to ack, p50", "ms", s -> s.ackMillis(50))
        .column("to ack, p99", "ms", s -> s.ackMillis(99))
        .column("functions", "cores", Step::functionCores)
        .column("gateway and clients", "cores", Step::emulatorCores)
        .column("DynamoDB Local", "cores", Step::databaseCores)
        .build();
  }

  private Table gatewayTable() {
    return steps(
            "Messages through the gateway alone, %,d open connections".formatted(connections),
            gateway)
        .column("p50", "ms", s -> s.receiptMillis(50))
        .column("p99", "ms", s -> s.receiptMillis(99))
        .column("gateway, function and clients", "cores", Step::emulatorCores)
        .build();
  }

  private static TableOf<Step> steps(String title, List<Step> steps) {
    return new TableOf<>(title, steps)
        .column("due", "1/s", Step::rate)
        .column("", s -> s.holds() ? "holds" : "breaks")
        .column("achieved", "1/s", Step::achieved)
        .column("delivered", "%", s -> 100 * s.delivered());
  }
}
