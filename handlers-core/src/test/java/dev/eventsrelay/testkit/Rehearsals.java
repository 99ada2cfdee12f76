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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Rehearses handlers as an environment does before its first event. */
public final class Rehearsals {
  private static final String ENOUGH = "every event was answered";

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
                "REHEARSAL_SECONDS", "60"));

    new Rehearsal(configuration, "guid", log)
        .run(
            environment -> ending(scenario.invocations("c=", 0).size(), handler.apply(environment)),
            scenario);

    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().getFirst().fields().toString()).contains(ENOUGH);
  }

  /** Handles so many events; the next one ends the rehearsal. */
  private static RequestStreamHandler ending(int events, RequestStreamHandler handler) {
    AtomicInteger handled = new AtomicInteger();
    return (event, response, context) -> {
      if (handled.getAndIncrement() == events) {
        throw new IllegalStateException(ENOUGH);
      }
      handler.handleRequest(event, response, context);
    };
  }
}
