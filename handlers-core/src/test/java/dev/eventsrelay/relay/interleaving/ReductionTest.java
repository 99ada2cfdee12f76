// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.relay.interleaving.Explorer.Found;
import dev.eventsrelay.testkit.Stores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The walk leaves out nothing that matters, and finds the mistakes it is there for. */
class ReductionTest {
  /** A mistake, and what it breaks. */
  enum Mistake {
    NO_SECOND_LOOKUP("nobody received"),
    LOOK_BEFORE_SUBSCRIBING("nobody received"),
    DISCARD_BEFORE_POST("nobody received"),
    NO_ACK_MEMORY("got no ack"),
    ANY_RESULT_IS_ACKNOWLEDGED("was acknowledged, and nobody has it"),
    NO_BOUND("results were kept"),
    NO_LOOK_AT_THE_INDEX("results were kept"),
    NO_LOOK_AT_THE_CONNECTION("still subscribed"),
    CONNECTION_FORGOTTEN_LAST("still subscribed");

    private final String breaks;

    Mistake(String breaks) {
      this.breaks = breaks;
    }

    private Stores.Around in(RecordedStore store) {
      return switch (this) {
        case NO_SECOND_LOOKUP -> Defects.noSecondLookup();
        case LOOK_BEFORE_SUBSCRIBING -> Defects.lookBeforeSubscribing(store);
        case DISCARD_BEFORE_POST -> Defects.discardBeforePost(store);
        case NO_ACK_MEMORY -> Defects.noAckMemory();
        case ANY_RESULT_IS_ACKNOWLEDGED -> Defects.anyResultIsAcknowledged();
        case NO_BOUND -> Defects.noBound();
        case NO_LOOK_AT_THE_INDEX -> Defects.noLookAtTheIndex();
        case NO_LOOK_AT_THE_CONNECTION -> Defects.noLookAtTheConnection();
        case CONNECTION_FORGOTTEN_LAST -> Defects.connectionForgottenLast(store);
      };
    }
  }

  static List<Scenario> small() {
    return Scenario.small();
  }

  @ParameterizedTest
  @MethodSource("small")
  void reducedWalk_endsWhereTheFullOneDoes(Scenario scenario) {
    Found all = Explorer.walkAll(scenario.actors(), Defects::none);
    Found reduced = Explorer.walk(scenario.actors(), Defects::none);

    System.out.printf(
        "%s: %,d of %,d states, %,d ends%n",
        scenario, reduced.states(), all.states(), all.ends().size());
    assertThat(all.violation()).isEmpty();
    assertThat(reduced.violation()).isEmpty();
    assertThat(reduced.ends()).isEqualTo(all.ends());
    assertThat(reduced.states()).isLessThan(all.states());
  }

  @ParameterizedTest
  @EnumSource
  void mistake_isFoundByTheReducedWalkInWhateverTheFullOneFindsItIn(Mistake mistake) {
    List<Scenario> revealing = new ArrayList<>();
    for (Scenario scenario : Scenario.small()) {
      Found all = Explorer.walkAll(scenario.actors(), mistake::in);
      Found reduced = Explorer.walk(scenario.actors(), mistake::in);
      assertThat(reduced.violation().isPresent())
          .as("%s in %s", mistake, scenario)
          .isEqualTo(all.violation().isPresent());
      if (reduced.violation().isPresent()) {
        revealing.add(scenario);
        assertThat(reduced.violation().get()).contains(mistake.breaks);
      }
    }
    // It takes two subscribers, one of whom closes: more states than all of these have together.
    if (mistake != Mistake.DISCARD_BEFORE_POST) {
      assertThat(revealing).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void mistake_isFoundWithTwoPublishersAndTwoSubscribers(Mistake mistake) {
    assertThat(Scenario.twoAndTwo())
        .anySatisfy(
            scenario ->
                assertThat(Explorer.walk(scenario.actors(), mistake::in).violation())
                    .hasValueSatisfying(
                        violation -> assertThat(violation).contains(mistake.breaks)));
  }
}
