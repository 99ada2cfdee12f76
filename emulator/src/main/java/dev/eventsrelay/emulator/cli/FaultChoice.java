// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.EmulatorBuilder;
import dev.eventsrelay.emulator.faults.Fault;
import java.util.List;
import picocli.CommandLine.Option;

/** The options for faults. */
final class FaultChoice {
  @Option(
      names = "--faults",
      description =
          "Open a control endpoint for faults. Its URL is shown and is in the ready file.")
  private boolean endpoint;

  @Option(
      names = "--fault",
      paramLabel = "FAULT",
      description =
          "Inject a fault at the start, such as \"fail-posts status=429 rate=0.05\"; repeatable."
              + " Implies --faults. All faults are listed below.")
  private List<Fault> atStart = List.of();

  @Option(
      names = "--fault-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the faults' random choices. Default: ${DEFAULT-VALUE}")
  private long seed;

  void applyTo(EmulatorBuilder builder) {
    if (endpoint || !atStart.isEmpty()) {
      builder.faults(seed);
    }
  }

  /**
   * Causes the faults that the options name.
   *
   * @throws CliException with a sentence, if one of them cannot be caused
   */
  void inject(Emulator emulator) throws CliException {
    try {
      atStart.forEach(fault -> emulator.faults().inject(fault));
    } catch (IllegalArgumentException e) {
      throw new CliException(String.valueOf(e.getMessage()));
    }
  }
}
