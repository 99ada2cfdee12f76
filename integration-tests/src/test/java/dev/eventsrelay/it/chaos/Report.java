// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.it.Delivery;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What came of a run.
 *
 * @param name of the run
 * @param troubles that were caused, for people
 * @param rowsLeft in the table after every connection was closed, by what they are for
 */
record Report(
    String name,
    Load load,
    Ledger ledger,
    String troubles,
    int reconnects,
    Map<String, Long> rowsLeft) {

  /** Results that were never received, by what became of them. */
  Map<Fate, List<Job>> missing() {
    Map<Fate, List<Job>> byFate = new EnumMap<>(Fate.class);
    ledger.jobs().stream()
        .filter(job -> !job.wasReceived())
        .collect(groupingBy(job -> Fate.of(job, ledger.trace(job.guid()))))
        .forEach(byFate::put);
    return byFate;
  }

  /** Results of one kind that were never received, and what became of each. */
  Map<Job, Fate> missing(Job.Kind kind) {
    return ledger.jobs().stream()
        .filter(job -> !job.wasReceived() && job.kind() == kind)
        .collect(toMap(job -> job, job -> Fate.of(job, ledger.trace(job.guid()))));
  }

  /** Results that the guarantee covers and that are lost. */
  List<Job> lost() {
    return missing().getOrDefault(Fate.LOST, List.of());
  }

  /**
   * Fails unless everything arrived that had to: with a queue, whatever was taken, unless the end
   * of a client's own connection explains it.
   */
  void assertKeepsTheGuarantee(Delivery delivery) {
    assertThat(lost()).as("%s", this).isEmpty();
    if (delivery == Delivery.QUEUED) {
      assertThat(missing().keySet()).as("%s", this).allMatch(Fate::isOfItsOwnClients);
    }
  }

  /** How long after that moment the last result arrived that had been sent before it. */
  Duration backlogOf(long nanoTime) {
    return ledger.jobs().stream()
        .filter(job -> job.wasReceived() && job.sentAt() < nanoTime && job.receivedAt() > nanoTime)
        .map(job -> Duration.ofNanos(job.receivedAt() - nanoTime))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  long delivered() {
    return ledger.jobs().stream().filter(Job::wasReceived).count();
  }

  long repeats() {
    return ledger.jobs().stream().mapToLong(job -> Math.max(0, job.receptions() - 1)).sum();
  }

  /** Sorted, of all delivered results. */
  private List<Duration> times(Job.Kind kind) {
    return ledger.jobs().stream()
        .filter(job -> job.wasReceived() && job.kind() == kind)
        .map(Job::timeToDelivery)
        .sorted()
        .toList();
  }

  /** The figures that matter most, in one line. */
  private String summary() {
    List<Duration> times =
        ledger.jobs().stream().filter(Job::wasReceived).map(Job::timeToDelivery).sorted().toList();
    return "In short, %s: sent %d, delivered %d, repeats %d, lost %d, %s, rows left %s"
        .formatted(
            name, sent(), delivered(), repeats(), lost().size(), percentiles(times), rowsLeft);
  }

  private long sent() {
    return ledger.jobs().stream().filter(Job::wasSent).count();
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("\n", "\n", "\n");
    text.add(
        "Seed %d: %d results at %d/s".formatted(load.seed(), load.results(), load.perSecond()));
    text.add("  trouble    " + troubles);
    text.add(
        "  refused    %d invocations: no environment was free; %d more died with theirs"
            .formatted(ledger.throttledInvocations(), ledger.killedInvocations()));
    text.add("  clients    %d reconnects".formatted(reconnects));
    text.add(
        "  sent       %d results, %d times"
            .formatted(sent(), ledger.jobs().stream().mapToInt(Job::sends).sum()));
    text.add("  delivered  %d, repeats %d".formatted(delivered(), repeats()));
    text.add("  lost       %d".formatted(lost().size()));
    lost()
        .forEach(
            job ->
                text.add(
                    "    %s %s: %s".formatted(job.kind(), job.guid(), ledger.trace(job.guid()))));
    text.add("  not covered by the guarantee, and not delivered:");
    missing()
        .forEach(
            (fate, jobs) -> {
              if (fate != Fate.LOST) {
                text.add("    %5d %s %s".formatted(jobs.size(), fate.sentence(), kinds(jobs)));
              }
            });
    for (Job.Kind kind : Job.Kind.values()) {
      text.add("  time to delivery, %-10s %s".formatted(kind, percentiles(times(kind))));
    }
    text.add(
        "  frames     %d gateway errors to clients, %d of them taken for a result, %d corrupted, %d unknown"
            .formatted(
                ledger.gatewayErrors(),
                ledger.garbageTaken(),
                ledger.corruptedFrames(),
                ledger.strangeFrames().size()));
    text.add(
        "  workers    %d gave up waiting for an ack, %d nacks"
            .formatted(ledger.withoutAcks(), ledger.nacks()));
    text.add(
        "  rows left  %s; %d $disconnect events failed"
            .formatted(new TreeMap<>(rowsLeft), ledger.failedDisconnects()));
    ledger.handlerErrors().forEach(error -> text.add("  HANDLER    " + error));
    ledger.lateAnswers().forEach(late -> text.add("  LATE       " + late));
    ledger.strangeFrames().forEach(frame -> text.add("  STRANGE    " + frame));
    text.add(summary());
    return text.toString();
  }

  private static String kinds(List<Job> jobs) {
    return new TreeMap<>(jobs.stream().collect(groupingBy(Job::kind, counting()))).toString();
  }

  private static String percentiles(List<Duration> sorted) {
    if (sorted.isEmpty()) {
      return "none";
    }
    return "p50 %d ms, p99 %d ms, worst %d ms"
        .formatted(
            sorted.get(sorted.size() / 2).toMillis(),
            sorted.get((int) (sorted.size() * 0.99)).toMillis(),
            sorted.getLast().toMillis());
  }
}
