// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Functions to compare ours with. They run inside an execution environment, not here. */
@NullMarked
package dev.eventsrelay.benchmarks.yardstick;

import org.jspecify.annotations.NullMarked;
