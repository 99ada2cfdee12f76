// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.EmulatorBuilder;
import dev.eventsrelay.emulator.faults.Fault;
import java.util.List;
import picocli.CommandLine.Option;

/** The options about faults. */
final class FaultChoice {
  @Option(
      names = "--faults",
      description = "Open a control endpoint for faults; its URL is shown and in the ready file.")
  private boolean endpoint;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      description =
          "A fault from the start, such as \"fail-posts status=429 rate=0.05\"; repeatable."
              + " Includes --faults. All of them are below.")
  private List<Fault> atStart = List.of();

  @Option(
      names = "--fault-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the faults' random choices. Default: ${DEFAULT-VALUE}")
  private long seed;

  void applyTo(EmulatorBuilder builder) {
    if (endpoint || !atStart.isEmpty()) {
      builder.faults(seed);
    }
  }

  /**
   * Causes what was asked for.
   *
   * @throws CliException with a sentence, if it cannot be
   */
  void inject(Emulator emulator) throws CliException {
    try {
      atStart.forEach(fault -> emulator.faults().inject(fault));
    } catch (IllegalArgumentException e) {
      throw new CliException(String.valueOf(e.getMessage()));
    }
  }
}
