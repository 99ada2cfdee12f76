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
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The steps as a section.
 *
 * @param relays those of the whole system, by how messages are delivered to the functions
 */
record EndToEndReport(
    Map<String, List<Step>> relays, List<Step> gateway, int connections, Duration step) {
  private static final double MESSAGES = 2000;

  /** A router drops its connection if nothing follows a ping for so long. */
  private static final double PING_PATIENCE_MILLIS = 10_000;

  /** A rate that was kept to the last message ends a little later than its last second. */
  private static final double KEPT = 0.98;

  Section section() {
    Section.Builder section =
        Section.of(
                "end-to-end",
                "End to end",
                "How long a result takes from the worker to the router and its ack back, over the"
                    + " whole emulator, as the rate grows until it breaks, with messages delivered"
                    + " to the functions directly and through the queue; and what its gateway does"
                    + " alone.")
            .target(
                Target.atLeast(
                    "Messages a second through the gateway with %,d open connections"
                        .formatted(connections),
                    Ladder.highest(gateway),
                    KEPT * MESSAGES,
                    "1/s"));
    relays.forEach((delivery, steps) -> relay(section, delivery, steps));
    return section
        .chart(
            chart(
                "Messages through the gateway alone",
                "messages due per second",
                gateway,
                List.of("p50", "p99"),
                List.of(s -> s.receiptMillis(50), s -> s.receiptMillis(99))))
        .table(gatewayTable())
        .note(
            "A cycle: a router subscribes; a second later a worker publishes a result of 1 KB; the"
                + " router acknowledges it; the worker gets the ack; the router unsubscribes. 16"
                + " routers, 16 workers, one client that pings, and as many environments as the"
                + " template says. Times count from when the result was due.")
        .note(
            "A rate is broken when p99 to receipt is above 1 s, or fewer than 95 % have arrived 5 s"
                + " after the last was due; each is held for %d s. Clients, gateway, functions,"
                    .formatted(step.toSeconds())
                + " ElasticMQ and DynamoDB Local share the cores, and DynamoDB Local is what gives"
                + " way first: these figures say nothing about AWS.")
        .note(
            "Through the gateway alone: each message is an event for a function in the same"
                + " process, which posts it to another connection through the Management API.")
        .build();
  }

  private static void relay(Section.Builder section, String delivery, List<Step> steps) {
    String title = "Compile cycles over the whole system, " + delivery;
    section
        .target(
            Target.atMost(
                "p99 of the answer to a ping at the highest rate that held, " + delivery,
                highestHeld(steps).pongMillis(99),
                PING_PATIENCE_MILLIS,
                "ms"))
        .chart(
            chart(
                title,
                "cycles due per second",
                steps,
                List.of("to receipt, p50", "to receipt, p99", "to ack, p50", "to ack, p99"),
                List.of(
                    s -> s.receiptMillis(50),
                    s -> s.receiptMillis(99),
                    s -> s.ackMillis(50),
                    s -> s.ackMillis(99))))
        .table(relayTable(title, steps));
  }

  private static Step highestHeld(List<Step> steps) {
    return steps.stream().filter(Step::holds).reduce((_, later) -> later).orElse(steps.getFirst());
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

  private static Table relayTable(String title, List<Step> steps) {
    return steps(title, steps)
        .column("to receipt, p50", "ms", s -> s.receiptMillis(50))
        .column("to receipt, p99", "ms", s -> s.receiptMillis(99))
        .column("to ack, p50", "ms", s -> s.ackMillis(50))
        .column("to ack, p99", "ms", s -> s.ackMillis(99))
        .column("to pong, p50", "ms", s -> s.pongMillis(50))
        .column("to pong, p99", "ms", s -> s.pongMillis(99))
        .column("functions", "cores", Step::functionCores)
        .column("gateway and clients", "cores", Step::emulatorCores)
        .column("DynamoDB Local and ElasticMQ", "cores", Step::databaseCores)
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
