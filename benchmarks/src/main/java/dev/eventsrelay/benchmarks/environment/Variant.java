// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.function.Code;
import dev.eventsrelay.benchmarks.yardstick.BareSdkHandler;
import dev.eventsrelay.benchmarks.yardstick.NoOpHandler;
import java.util.List;

/**
 * What runs in the environment, and how.
 *
 * @param title for people, different from the others
 * @param handler the class
 * @param dynamoDbCalls for one result
 * @param posts for one result with one subscriber
 */
record Variant(String title, String handler, int dynamoDbCalls, int posts) {
  /** The heap of every environment. */
  static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-Xmn160m");

  /** Ceiling of the Runtime API and the runtime interface client. */
  static final Variant NO_OP = new Variant("does nothing", NoOpHandler.class.getName(), 0, 0);

  /** Ceiling of the SDK. */
  static final Variant BARE = new Variant("bare SDK calls", BareSdkHandler.class.getName(), 2, 1);

  /** What is deployed. */
  static final Variant OURS = new Variant("sendmessage", Code.SEND_MESSAGE, 2, 1);

  Variant {
    requireNonNull(title, "title is null");
    requireNonNull(handler, "handler is null");
  }

  /** What an environment of it runs. */
  Code code(int concurrency) {
    String name = title.replaceAll("[^A-Za-z0-9]+", "-") + "-" + concurrency;
    return Code.of(name, handler, HEAP, concurrency);
  }
}
