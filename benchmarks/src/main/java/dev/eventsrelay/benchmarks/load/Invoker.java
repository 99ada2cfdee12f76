// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.load;

import java.util.concurrent.CompletableFuture;

/** One request, sent. Thread-safe. */
@FunctionalInterface
public interface Invoker {
  /** Completes with the answer; exceptionally, with a sentence, if it is not the right one. */
  CompletableFuture<Void> invoke();
}
