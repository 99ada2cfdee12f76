// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The relay's own code on DynamoDB Local, with everything counted that AWS would bill. */
@NullMarked
package dev.eventsrelay.benchmarks.metered;

import org.jspecify.annotations.NullMarked;
