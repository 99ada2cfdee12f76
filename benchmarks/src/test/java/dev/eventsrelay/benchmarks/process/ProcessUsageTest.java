// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessUsageTest {
  @Test
  void ownProcess_hasUsedSomething() {
    ProcessUsage usage = ProcessUsage.of(ProcessHandle.current().pid());

    assertThat(usage.cpu()).isPositive();
    assertThat(usage.rssMiB()).isBetween(10.0, usage.peakRssMiB());
    assertThat(usage.threads()).isPositive();
  }

  @Test
  void field_isReadInItsUnit() {
    assertThat(ProcessUsage.field("Name:\tjava\nVmRSS:\t  123456 kB\n", "VmRSS:"))
        .isEqualTo(123_456);
  }
}
