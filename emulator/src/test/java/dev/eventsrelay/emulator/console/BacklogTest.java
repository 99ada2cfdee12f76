// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog();

  @Test
  void oldest_ofSeveral_isTheFirstThatIsStillThere() {
    backlog.came("q", "a", 1);
    backlog.came("q", "b", 2);
    backlog.came("other", "c", 0);
    backlog.left("q", "a");

    assertThat(backlog.oldest("q")).hasValue(2);
  }

  @Test
  void message_deletedBeforeItsSenderHeard_isNotThere() {
    backlog.left("q", "a");
    backlog.came("q", "a", 1);

    assertThat(backlog.oldest("q")).isEmpty();
  }

  @Test
  void queue_thatIsEmpty_hasOnlyWhatCameSince() {
    backlog.came("q", "a", 1);
    backlog.came("q", "b", 5);
    backlog.empty("q", 3);

    assertThat(backlog.oldest("q")).hasValue(5);
  }
}
