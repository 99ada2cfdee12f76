// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Fan-outs of every size.
 *
 * @param othersRate steady results per second beside them
 * @param undisturbed nanoseconds from due to answered of steady results without a fan-out
 * @param bySize from the smallest
 */
record FanOuts(double othersRate, Histogram undisturbed, List<FanOut> bySize) {}
