// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.function.Code;
import dev.eventsrelay.benchmarks.yardstick.BareSdkHandler;
import dev.eventsrelay.benchmarks.yardstick.NoOpHandler;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What runs in the environment. */
enum Variant {
  /** Ceiling of the Runtime API and the runtime interface client. */
  NO_OP("does nothing", NoOpHandler.class.getName(), 0, 0),
  /** Ceiling of the SDK. */
  BARE("bare SDK calls", BareSdkHandler.class.getName(), 2, 1),
  /** What is deployed. */
  OURS("sendmessage", Code.SEND_MESSAGE, 2, 1);

  /** Options of every environment. */
  static final List<String> JVM_OPTIONS = List.of("-Xms192m", "-Xmx192m");

  private final String title;
  private final String handler;
  private final int dynamoDbCalls;
  private final int posts;

  Variant(String title, String handler, int dynamoDbCalls, int posts) {
    this.title = requireNonNull(title, "title is null");
    this.handler = requireNonNull(handler, "handler is null");
    this.dynamoDbCalls = dynamoDbCalls;
    this.posts = posts;
  }

  String title() {
    return title;
  }

  String handler() {
    return handler;
  }

  /** What an environment of it runs; all of them have the same class path and options. */
  Code code(int concurrency) {
    String location = Variant.class.getProtectionDomain().getCodeSource().getLocation().toString();
    Path yardsticks = Path.of(URI.create(location));
    return new Code("benchmark-" + this, handler, JVM_OPTIONS, List.of(yardsticks), concurrency);
  }

  /** Calls to DynamoDB for one result. */
  int dynamoDbCalls() {
    return dynamoDbCalls;
  }

  /** Posts for one result with one subscriber. */
  int posts() {
    return posts;
  }
}
