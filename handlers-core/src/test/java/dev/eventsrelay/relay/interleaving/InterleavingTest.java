// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.relay.interleaving.Explorer.Found;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guarantee, in every order of store and post operations. The long form, which takes a minute:
 *
 * <pre>{@code
 * ./mvnw -pl handlers-core test -Dtest=InterleavingTest -Devents.interleavings=all
 * }</pre>
 */
class InterleavingTest {
  static List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>(Scenario.twoAndTwo());
    if ("all".equals(System.getProperty("events.interleavings"))) {
      scenarios.addAll(Scenario.all());
    }
    return scenarios;
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void guarantee_holdsInEveryOrder(Scenario scenario) {
    long start = System.nanoTime();
    Found found = Explorer.walk(scenario.actors(), Defects::none);

    System.out.printf(
        "%s: %,d states, %,d steps, %,d ends, %,d ms%n",
        scenario,
        found.states(),
        found.steps(),
        found.ends().size(),
        (System.nanoTime() - start) / 1_000_000);
    assertThat(found.violation()).isEmpty();
    assertThat(found.ends()).hasSizeGreaterThan(1);
  }
}
