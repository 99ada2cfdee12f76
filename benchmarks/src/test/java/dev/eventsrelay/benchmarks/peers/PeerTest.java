// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTest {
  @Test
  void lastWord_isTheHandler_inItsFolder() {
    Peer peer = Peer.read("Today=node /opt/ric/index.mjs services/events/index.handler");

    assertThat(peer.name()).isEqualTo("Today");
    assertThat(peer.folder()).isEqualTo(Path.of("services/events").toAbsolutePath());
    assertThat(peer.handler()).isEqualTo("index.handler");
  }

  @ParameterizedTest
  @ValueSource(strings = {"node ric index.handler", "=node ric index.handler", "Today=node", ""})
  void otherText_isRefused_withASentence(String text) {
    assertThatThrownBy(() -> Peer.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be NAME=COMMAND");
  }
}
