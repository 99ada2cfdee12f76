// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTest {
  private static final String LOG =
      """
      [0.003s][info][gc] Using Serial
      [0.374s][info][gc,heap] GC(0) DefNew: 17472K(19648K)->2175K(19648K) Eden: 17472K(17472K)->0K(17472K) From: 0K(2176K)->2175K(2176K)
      [0.375s][info][gc,heap] GC(0) Tenured: 1166K(43712K)->2269K(43712K)
      [0.375s][info][gc     ] GC(0) Pause Young (Allocation Failure) 18M->4M(61M) 8.659ms
      [0.545s][info][gc     ] GC(4) Pause Full (System.gc()) 9M->5M(61M) 1.341ms
      """;

  @Test
  void log_addsUpWhatCollectionsFreedAndTook() {
    Heap.State state = Heap.collections(5_000, LOG);

    assertThat(state.collectedKiB()).isEqualTo(17_472 - 2_175 + 1_166 - 2_269);
    assertThat(state.collections()).isEqualTo(2);
    assertThat(state.pauseMillis()).isEqualTo(10.0);
    assertThat(state.allocatedSince(new Heap.State(1_000, 0, 0, 0))).isEqualTo(4_000 + 14_194);
  }

  @Test
  void heapInfo_addsUpTheGenerations() {
    assertThat(
            Heap.used(
                """
                10365:
                DefNew     total 116160K, used 47597K [0x0000000687400000, 0x000000068f200000, 0x0000000704d50000)
                 eden space 103296K,  46% used [0x0000000687400000, 0x000000068a27b450, 0x000000068d8e0000)
                Tenured    total 258048K, used 1166K [0x0000000704d50000, 0x0000000714950000, 0x0000000800000000)
                 Metaspace       used 5000K, committed 6000K, reserved 1114112K
                """))
        .isEqualTo(48_763);
  }
}
