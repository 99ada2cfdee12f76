// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.eventsrelay.function.Configuration;
import dev.eventsrelay.function.ExecutionEnvironment;
import dev.eventsrelay.function.Rehearsal;
import dev.eventsrelay.rehearsal.Scenario;
import java.util.Map;
import java.util.function.Function;

/** Rehearses handlers as an environment does before its first event. */
public final class Rehearsals {
  private Rehearsals() {}

  /** Fails unless every event of the scenario, alone and in a batch, is answered as it says. */
  public static void assertAnswered(
      Function<ExecutionEnvironment, RequestStreamHandler> handler, Scenario scenario) {
    RecordingLog log = new RecordingLog();
    Configuration configuration =
        Configuration.from(
            Map.of(
                "CONNECTIONS_TABLE", "t",
                "AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start",
                "REHEARSAL_SECONDS", "2"));

    new Rehearsal(configuration, "guid", log).run(handler, scenario);

    assertThat(log.lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.message()).isEqualTo("rehearsed");
              assertThat(number(line, "failures")).isZero();
              assertThat(number(line, "runs"))
                  .isGreaterThanOrEqualTo(scenario.invocations("c=", 0).size());
            });
  }

  private static int number(RecordingLog.Line line, String field) {
    return Integer.parseInt(String.valueOf(line.fields().get(field)));
  }
}
