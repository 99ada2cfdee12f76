// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.lambda.Compute;
import dev.eventsrelay.emulator.process.FileLimit;
import java.util.Collection;
import java.util.Optional;

/**
 * The most slots that an environment gets, because this process must hold a connection to each.
 *
 * @param files what this process may open
 * @param environments of all functions, from the start
 * @param slots of each environment
 */
record SlotLimit(FileLimit files, int environments, long slots) {
  /**
   * For the functions of one run.
   *
   * @throws EmulatorException if not even one slot is left for each environment
   */
  static SlotLimit of(FileLimit files, Collection<Compute> functions) {
    int environments = functions.stream().mapToInt(Compute::environments).sum();
    long slots = files.slots(environments);
    if (slots < 1) {
      throw new EmulatorException(
          "This process may open %d files, too few for %d execution environments; raise the limit with ulimit -n."
              .formatted(files.most(), environments),
          null);
    }
    return new SlotLimit(files, environments, slots);
  }

  /** The same with no more slots than that. */
  Compute apply(Compute compute) {
    return compute instanceof Compute.Managed managed && managed.concurrency() > slots
        ? new Compute.Managed(managed.environments(), (int) slots)
        : compute;
  }

  /** A sentence for the user if functions get fewer slots than they should. */
  Optional<String> notice(Collection<Compute> functions) {
    return functions.stream()
        .map(Compute::concurrency)
        .max(Integer::compare)
        .filter(most -> most > slots)
        .map(
            most ->
                "This process may open %d files, too few for %d slots in each of %d environments: they get %d. Raise the limit with ulimit -n."
                    .formatted(files.most(), most, environments, slots));
  }
}
