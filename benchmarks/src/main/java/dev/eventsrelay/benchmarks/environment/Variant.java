// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.yardstick.BareSdkHandler;
import dev.eventsrelay.benchmarks.yardstick.NoOpHandler;

/** What runs in the environment. */
enum Variant {
  /** Ceiling of the Runtime API and the runtime interface client. */
  NO_OP("does nothing", NoOpHandler.class.getName(), 0, 0),
  /** Ceiling of the SDK. */
  BARE("bare SDK calls", BareSdkHandler.class.getName(), 2, 1),
  /** What is deployed. */
  OURS("sendmessage", "dev.eventsrelay.sendmessage.SendMessageHandler", 2, 1);

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

  /** Calls to DynamoDB for one result. */
  int dynamoDbCalls() {
    return dynamoDbCalls;
  }

  /** Posts for one result with one subscriber. */
  int posts() {
    return posts;
  }
}
