// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.stub;

import java.time.Duration;

/** Entry point of the stub's process: it answers until it is ended. */
public final class StubMain {
  /** What the first line says, followed by the port. */
  static final String LISTENING = "listening on ";

  private StubMain() {}

  /**
   * Starts the stub.
   *
   * @param args latency of DynamoDB and of posts, in microseconds
   */
  public static void main(String[] args) {
    AwsStub stub = AwsStub.start(micros(args[0]), micros(args[1]));
    System.out.println(LISTENING + stub.port());
    stub.awaitClose();
  }

  private static Duration micros(String text) {
    return Duration.ofNanos(1000 * Long.parseLong(text));
  }
}
