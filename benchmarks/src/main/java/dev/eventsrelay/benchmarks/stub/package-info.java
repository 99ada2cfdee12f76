// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Stands for DynamoDB and the Management API, with latencies that are known. */
@NullMarked
package dev.eventsrelay.benchmarks.stub;

import org.jspecify.annotations.NullMarked;
