// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.FixtureApplication;
import dev.eventsrelay.websocket.Client;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** How it ends, and how it fails: seen from outside a run of its own. */
class EmulatorExtensionEndTest {
  private static final AtomicReference<Optional<URI>> SEEN =
      new AtomicReference<>(Optional.empty());

  @Test
  void emulator_afterTheLastTest_isClosed() {
    SummaryGeneratingListener summary = run(OneTest.class);

    assertThat(summary.getSummary().getTestsSucceededCount()).isOne();
    assertThatThrownBy(() -> Client.connect(SEEN.get().orElseThrow()))
        .as("nobody listens there any more")
        .isInstanceOf(Exception.class);
  }

  @Test
  void template_missing_failsTheClassWithASentence() {
    SummaryGeneratingListener summary = run(WithoutTemplate.class);

    assertThat(summary.getSummary().getFailures())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.getException()).hasMessageContaining("no template none.yaml"));
  }

  private static SummaryGeneratingListener run(Class<?> tests) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(),
            summary);
    return summary;
  }

  static class OneTest {
    @TempDir static Path folder;

    @RegisterExtension
    static final EmulatorExtension EMULATOR =
        EmulatorExtension.forTemplate(
            Path.of("replaced-below.yaml"),
            builder -> builder.template(FixtureApplication.in(folder).template()).environments(1));

    @Test
    void emulator_running_isSeen(Emulator emulator) {
      SEEN.set(Optional.of(emulator.webSocketUrl()));
    }
  }

  static class WithoutTemplate {
    @RegisterExtension
    static final EmulatorExtension EMULATOR = EmulatorExtension.forTemplate(Path.of("none.yaml"));

    @Test
    void emulator_thatCannotStart_runsNoTest(Emulator emulator) {
      throw new AssertionError("started at " + emulator.webSocketUrl());
    }
  }
}
