// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.FixtureApplication;
import dev.eventsrelay.websocket.Client;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Used as its users do. */
class EmulatorExtensionTest {
  @TempDir static Path folder;

  @RegisterExtension
  static final EmulatorExtension EMULATOR =
      EmulatorExtension.forTemplate(
          Path.of("replaced-below.yaml"),
          builder ->
              builder
                  .template(FixtureApplication.in(folder).template())
                  .environments(1)
                  .parameter("Colour", "red"));

  private final Emulator emulator;

  EmulatorExtensionTest(Emulator emulator) {
    this.emulator = emulator;
  }

  @Test
  void emulator_beforeTheFirstTest_answersAsChosen() throws Exception {
    assertThat(emulator.webSocketUrl().getPort()).isPositive();
    try (Client client = Client.connect(emulator.webSocketUrl())) {
      assertThat(client.send("COLOUR").next()).isEqualTo("red");
    }
  }

  @Test
  void emulator_asParameter_isTheSameForAllTests(Emulator injected) {
    assertThat(injected).isSameAs(emulator);
  }

  @Nested
  class InNestedClass {
    @Test
    void emulator_ofTheOuterClass_isUsed(Emulator injected) {
      assertThat(injected).isSameAs(emulator);
    }
  }
}
