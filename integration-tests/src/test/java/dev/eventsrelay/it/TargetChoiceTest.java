// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The properties of the command line and what they mean. */
class TargetChoiceTest {
  @Test
  void nothing_meansEmbedded() {
    assertThat(choice(Map.of())).isEqualTo(new TargetChoice.Embedded(Optional.empty(), false));
  }

  @Test
  void dynamoDbEndpoint_isForTheEmbeddedRelay() {
    assertThat(choice(Map.of("events.dynamodb.endpoint", "http://127.0.0.1:8000")))
        .isEqualTo(
            new TargetChoice.Embedded(Optional.of(URI.create("http://127.0.0.1:8000")), false));
  }

  @Test
  void compute_standard_isForTheEmbeddedRelay() {
    assertThat(choice(Map.of("events.compute", "standard")))
        .isEqualTo(new TargetChoice.Embedded(Optional.empty(), true));
  }

  @Test
  void compute_unknown_isRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> choice(Map.of("events.compute", "fast")))
        .hasMessage("There is no compute fast, only managed and standard.");
  }

  @Test
  void endpoint_alone_meansStage() {
    assertThat(choice(Map.of("events.endpoint", "wss://x/prod", "events.table", "t")))
        .isEqualTo(new TargetChoice.Stage(URI.create("wss://x/prod"), Optional.of("t")));
  }

  @Test
  void target_localstack_isTheContainer() {
    assertThat(choice(Map.of("events.target", "localstack")))
        .isEqualTo(new TargetChoice.OnLocalStack());
  }

  @Test
  void target_stageWithoutEndpoint_saysWhatIsMissing() {
    assertThatThrownBy(() -> choice(Map.of("events.target", "stage")))
        .hasMessage("The target stage needs -Devents.endpoint=wss://HOST/STAGE.");
  }

  @Test
  void target_unknown_isRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> choice(Map.of("events.target", "moon")))
        .hasMessage("There is no target moon, only embedded, localstack and stage.");
  }

  private static TargetChoice choice(Map<String, String> properties) {
    return TargetChoice.of(name -> Optional.ofNullable(properties.get(name)));
  }
}
