// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.faults.Fault.FailDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.KillEnvironments;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import dev.eventsrelay.it.Delivery;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Half of the relay is missing or replaced for a while in the middle of a run, while every
 * connection lives: 8 s, and in the long form 30 s. The long form has deployments too, and shows
 * beside it what that costs without a queue.
 */
@Tag("bursts")
class OutageIT {
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration LENGTH = Form.of(Duration.ofSeconds(8), Duration.ofSeconds(30));
  private static final int PER_SECOND = 8;
  private static final FailDynamoDb UNREACHABLE = new FailDynamoDb(503, false, 1, Optional.empty());

  private static Stream<Arguments> runs() {
    return Stream.of(
            Arguments.of(
                "every environment of SendMessageFunction killed",
                (Consumer<Emulator>) OutageIT::killAll,
                Delivery.QUEUED),
            Arguments.of(
                "DynamoDB unreachable",
                (Consumer<Emulator>) OutageIT::cutOffDynamoDb,
                Delivery.QUEUED),
            Arguments.of("one new version after the other", new Deployments(), Delivery.QUEUED))
        .limit(Form.of(2, 3))
        .flatMap(
            queued ->
                Form.of(
                    Stream.of(queued),
                    Stream.of(
                        Arguments.of(queued.get()[0], queued.get()[1], Delivery.DIRECT), queued)));
  }

  private static void killAll(Emulator emulator) {
    emulator.faults().inject(new KillEnvironments(Optional.of("SendMessageFunction")));
  }

  /** Deploys again as soon as all environments are those of the version before. */
  private static final class Deployments implements Consumer<Emulator> {
    private CompletableFuture<Void> latest = CompletableFuture.completedFuture(null);

    @Override
    public void accept(Emulator emulator) {
      if (latest.isDone()) {
        latest.join();
        FunctionPool pool = emulator.function("SendMessageFunction");
        latest = pool.deploy(pool.function());
      }
    }
  }

  private static void cutOffDynamoDb(Emulator emulator) {
    if (!emulator.faults().standing().contains(UNREACHABLE)) {
      emulator.faults().inject(UNREACHABLE);
    }
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("runs")
  void results_whileHalfOfTheRelayIsMissing_comeLater(
      String name, Consumer<Emulator> strike, Delivery delivery) throws Exception {
    Spell spell = new Spell(name, BEFORE, LENGTH, strike);
    int seconds = Math.toIntExact(BEFORE.plus(LENGTH).plus(BEFORE).toSeconds());
    Load load =
        new Load(
            1, seconds * PER_SECOND, PER_SECOND, Load.EXECUTIONS, Load.patience(Delivery.QUEUED));

    Report report = new Run(load, spell, delivery).run(emulator -> emulator.environments(2));

    System.out.println(report);
    System.out.printf(
        "In short, %s, %s: the last of its backlog arrived %d ms after it%n",
        name, delivery, report.backlogOf(spell.endedAt()).toMillis());
    if (delivery == Delivery.QUEUED) {
      report.assertKeepsTheGuarantee(delivery);
      assertThat(report.ledger().gatewayErrors()).as("error frames to clients").isZero();
      assertThat(report.delivered()).isEqualTo(load.results());
    }
  }
}
