// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmulatorSpecTest {
  private final EmulatorBuilder builder = Emulator.builder().template(Path.of("template.yaml"));

  @Test
  void spec_built_isNotChangedByItsBuilder() {
    EmulatorSpec spec = builder.parameter("Colour", "red").build();

    builder.parameter("Colour", "blue").environments("Answer", 2).javaOption("-Xint").port(1);

    assertThat(spec.deployment().parameters()).isEqualTo(Map.of("Colour", "red"));
    assertThat(spec.environmentsByFunction()).isEmpty();
    assertThat(spec.javaOptions()).isEmpty();
    assertThat(spec.port()).isZero();
  }

  @Test
  void spec_withoutTemplate_isRefused() {
    EmulatorBuilder empty = Emulator.builder();

    assertThatThrownBy(empty::build).hasMessage("template is missing");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void port_outOfRange_isRefused(int port) {
    assertThatThrownBy(builder.port(port)::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port is %d and must be 0, for a free one, to 65535.".formatted(port));
  }

  @Test
  void counts_below1_areRefused() {
    assertThatThrownBy(Emulator.builder().template(Path.of("t")).environments(0)::build)
        .hasMessage("environments is 0 and must be at least 1.");
    assertThatThrownBy(Emulator.builder().template(Path.of("t")).environments("A", -1)::build)
        .hasMessage("environments is -1 and must be at least 1.");
    assertThatThrownBy(Emulator.builder().template(Path.of("t")).concurrency(0)::build)
        .hasMessage("concurrency is 0 and must be at least 1.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:8000", "ftp://localhost", "/table", "http:///x"})
  void dynamoDbEndpoint_thatIsNone_isRefused(String endpoint) {
    assertThatThrownBy(builder.dynamoDbEndpoint(URI.create(endpoint))::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(endpoint + " must be a URL such as http://127.0.0.1:8000.");
  }
}
