// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.connection.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuidTest {
  @ParameterizedTest
  @ValueSource(strings = {"x", "\u00e9", "\u20ac", "\ud83d\ude80"})
  void length_isCountedInBytesOfUtf8(String character) {
    int bytes = character.getBytes(UTF_8).length;
    int most = Topic.MAX_BYTES / bytes;

    assertThat(Guid.problemWith(character.repeat(most))).isEmpty();
    assertThat(Guid.problemWith(character.repeat(most + 1)))
        .hasValueSatisfying(
            problem -> assertThat(problem).contains(String.valueOf(bytes * (most + 1))));
  }

  @Test
  void subscriptionKey_ofLongestGuid_fillsDynamoDbsSortKey() {
    assertThat(Topic.MAX_BYTES + "subscription#".length()).isEqualTo(1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00", "\udc00\ud800", "\ud83d\ude80\ud83d"})
  void unpairedSurrogate_isRefused(String text) {
    assertThatThrownBy(() -> new Guid(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }

  @Test
  void emptyText_isRefused() {
    assertThatThrownBy(() -> new Guid("")).hasMessage("guid is empty");
  }
}
