// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BilledMessagesTest {
  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "32768, 1", "32769, 2", "131072, 4"})
  void payload_ofSomeBytes_countsInStepsOf32Kilobytes(int bytes, long messages) {
    assertThat(BilledMessages.of(bytes)).isEqualTo(messages);
  }
}
