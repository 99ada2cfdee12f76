// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.function.Code;
import dev.eventsrelay.benchmarks.yardstick.AsyncHttpClient;
import dev.eventsrelay.benchmarks.yardstick.BareAsyncSdkHandler;
import dev.eventsrelay.benchmarks.yardstick.BareSdkHandler;
import dev.eventsrelay.benchmarks.yardstick.BareSdkHandler.Threads;
import dev.eventsrelay.benchmarks.yardstick.HttpClient;
import dev.eventsrelay.benchmarks.yardstick.NoOpHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What runs in the environment, and how.
 *
 * @param title for people, of its own
 * @param handler the class
 * @param environment variables that it needs besides the function's
 * @param jvmOptions after {@link #HEAP}, which they win over
 * @param dynamoDbCalls for one result
 * @param posts for one result with one subscriber
 */
record Variant(
    String title,
    String handler,
    Map<String, String> environment,
    List<String> jvmOptions,
    int dynamoDbCalls,
    int posts) {
  /** The heap of every environment. */
  static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-Xmn160m");

  /** Ceiling of the Runtime API and the runtime interface client. */
  static final Variant NO_OP =
      new Variant("does nothing", NoOpHandler.class.getName(), Map.of(), List.of(), 0, 0);

  /** Ceiling of the SDK. */
  static final Variant BARE = bare("bare SDK calls", HttpClient.APACHE5, Threads.REUSED_VIRTUAL);

  /** What is deployed. */
  static final Variant OURS = ours("sendmessage");

  Variant {
    requireNonNull(title, "title is null");
    requireNonNull(handler, "handler is null");
    environment = Map.copyOf(environment);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** The deployed handler in a JVM with these options. */
  static Variant ours(String title, String... jvmOptions) {
    return relay(title, Code.SEND_MESSAGE, Map.of(), jvmOptions);
  }

  /** The bare calls over that HTTP client, on such threads. */
  static Variant bare(String title, HttpClient http, Threads threads, String... jvmOptions) {
    return relay(
        title, BareSdkHandler.class.getName(), BareSdkHandler.variables(http, threads), jvmOptions);
  }

  /** The bare calls over that HTTP client, in callbacks. */
  static Variant bare(String title, AsyncHttpClient http) {
    return relay(title, BareAsyncSdkHandler.class.getName(), BareAsyncSdkHandler.variables(http));
  }

  private static Variant relay(
      String title, String handler, Map<String, String> environment, String... jvmOptions) {
    return new Variant(title, handler, environment, List.of(jvmOptions), 2, 1);
  }

  /** What an environment of it runs. */
  Code code(int concurrency) {
    List<String> options = new ArrayList<>(HEAP);
    options.addAll(jvmOptions);
    String name = title.replaceAll("[^A-Za-z0-9]+", "-") + "-" + concurrency;
    return Code.of(name, handler, environment, options, concurrency);
  }
}
