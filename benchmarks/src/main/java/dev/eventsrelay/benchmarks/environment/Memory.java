// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.process.ProcessUsage;

/**
 * The memory of an environment, when it was warm and at the end.
 *
 * @param warmLiveMiB what a full collection left when it was warm
 * @param endLiveMiB what a full collection left at the end
 * @param warmRssMiB resident when it was warm
 * @param end what the process used at the end
 */
record Memory(double warmLiveMiB, double endLiveMiB, double warmRssMiB, ProcessUsage end) {}
