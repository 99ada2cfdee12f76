// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** What each operation costs, while the table, the connections and the subscriptions grow. */
@NullMarked
package dev.eventsrelay.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
