// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import dev.eventsrelay.emulator.faults.Fault.Cut;
import dev.eventsrelay.emulator.faults.Fault.CutAll;
import dev.eventsrelay.emulator.faults.Fault.DelayDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.DelayPosts;
import dev.eventsrelay.emulator.faults.Fault.DelaySqs;
import dev.eventsrelay.emulator.faults.Fault.FailDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.FailPosts;
import dev.eventsrelay.emulator.faults.Fault.FailPosts.Client;
import dev.eventsrelay.emulator.faults.Fault.FailSqs;
import dev.eventsrelay.emulator.faults.Fault.KillEnvironment;
import dev.eventsrelay.emulator.faults.Fault.KillEnvironments;
import dev.eventsrelay.emulator.faults.Fault.RefuseConnect;
import dev.eventsrelay.emulator.faults.Fault.Slow;
import dev.eventsrelay.emulator.faults.Fault.Stall;
import dev.eventsrelay.emulator.faults.Fault.Standing;
import dev.eventsrelay.emulator.faults.Fault.ThrottleDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.ThrottleSqs;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Faults as one line of text: a name and options, such as {@code fail-posts status=429 rate=0.05}.
 * The command line and the control endpoint use this form.
 */
public final class FaultText {
  /**
   * The syntax of all faults, for people. Options in brackets are optional; the default rate is 1.
   */
  public static final String SYNTAX =
      """
      kill-environment [function=ID]
      kill-environments [function=ID]
      cut [connection=ID]
      cut-all
      stall [connection=ID]
      slow bytes-per-second=N [connection=ID]
      refuse-connect status=N [rate=R]
      delay-posts by=TIME [rate=R] [connection=ID]
      fail-posts status=N [client=misses|gets|is-cut] [rate=R] [connection=ID]
      delay-dynamodb by=TIME [rate=R] [operation=NAME]
      throttle-dynamodb [rate=R] [operation=NAME]
      fail-dynamodb [status=N] [carried-out=true|false] [rate=R] [operation=NAME]
      delay-sqs by=TIME [rate=R] [operation=NAME]
      throttle-sqs [rate=R] [operation=NAME]
      fail-sqs [status=N] [carried-out=true|false] [rate=R] [operation=NAME]
      """;

  private FaultText() {}

  /**
   * Reads a fault.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static Fault parse(String line) {
    FaultOptions options = FaultOptions.of(line);
    Fault fault =
        switch (options.name()) {
          case "kill-environment" -> new KillEnvironment(options.text("function"));
          case "kill-environments" -> new KillEnvironments(options.text("function"));
          case "cut" -> new Cut(options.text("connection"));
          case "cut-all" -> new CutAll();
          case "stall" -> new Stall(options.text("connection"));
          case "slow" -> new Slow(options.number("bytes-per-second"), options.text("connection"));
          case "refuse-connect" -> new RefuseConnect(options.number("status"), options.rate());
          case "delay-posts" ->
              new DelayPosts(options.time("by"), options.rate(), options.text("connection"));
          case "fail-posts" ->
              new FailPosts(
                  options.number("status"),
                  client(options.text("client").orElse("misses")),
                  options.rate(),
                  options.text("connection"));
          case "delay-dynamodb" ->
              new DelayDynamoDb(options.time("by"), options.rate(), options.text("operation"));
          case "throttle-dynamodb" ->
              new ThrottleDynamoDb(options.rate(), options.text("operation"));
          case "fail-dynamodb" ->
              new FailDynamoDb(
                  options.number("status", 500),
                  options.yes("carried-out"),
                  options.rate(),
                  options.text("operation"));
          case "delay-sqs" ->
              new DelaySqs(options.time("by"), options.rate(), options.text("operation"));
          case "throttle-sqs" -> new ThrottleSqs(options.rate(), options.text("operation"));
          case "fail-sqs" ->
              new FailSqs(
                  options.number("status", 500),
                  options.yes("carried-out"),
                  options.rate(),
                  options.text("operation"));
          default ->
              throw new IllegalArgumentException(
                  "There is no fault \"%s\", only %s.".formatted(options.name(), names()));
        };
    options.requireAllUsed();
    return fault;
  }

  private static String names() {
    return SYNTAX.lines().map(line -> line.split(" ", 2)[0]).collect(Collectors.joining(", "));
  }

  /** Writes a standing fault; {@link #parse} reads it back. */
  public static String of(Standing fault) {
    return switch (fault) {
      case RefuseConnect(int status, double rate) ->
          "refuse-connect status=%d%s".formatted(status, rate(rate));
      case DelayPosts(Duration by, double rate, Optional<String> connection) ->
          "delay-posts by=%dms%s%s"
              .formatted(by.toMillis(), rate(rate), option("connection", connection));
      case FailPosts(int status, Client client, double rate, Optional<String> connection) ->
          "fail-posts status=%d client=%s%s%s"
              .formatted(status, name(client), rate(rate), option("connection", connection));
      case DelayDynamoDb(Duration by, double rate, Optional<String> operation) ->
          delay("dynamodb", by, rate, operation);
      case ThrottleDynamoDb(double rate, Optional<String> operation) ->
          throttle("dynamodb", rate, operation);
      case FailDynamoDb(int status, boolean carriedOut, double rate, Optional<String> operation) ->
          fail("dynamodb", status, carriedOut, rate, operation);
      case DelaySqs(Duration by, double rate, Optional<String> operation) ->
          delay("sqs", by, rate, operation);
      case ThrottleSqs(double rate, Optional<String> operation) -> throttle("sqs", rate, operation);
      case FailSqs(int status, boolean carriedOut, double rate, Optional<String> operation) ->
          fail("sqs", status, carriedOut, rate, operation);
    };
  }

  private static String delay(
      String service, Duration by, double rate, Optional<String> operation) {
    return "delay-%s by=%dms%s%s"
        .formatted(service, by.toMillis(), rate(rate), option("operation", operation));
  }

  private static String throttle(String service, double rate, Optional<String> operation) {
    return "throttle-%s%s%s".formatted(service, rate(rate), option("operation", operation));
  }

  private static String fail(
      String service, int status, boolean carriedOut, double rate, Optional<String> operation) {
    return "fail-%s status=%d carried-out=%s%s%s"
        .formatted(service, status, carriedOut, rate(rate), option("operation", operation));
  }

  private static String rate(double rate) {
    return " rate=" + rate;
  }

  private static String option(String name, Optional<String> value) {
    return value.map(text -> " " + name + "=" + text).orElse("");
  }

  private static String name(Client client) {
    return client.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Client client(String name) {
    for (Client client : Client.values()) {
      if (name(client).equals(name)) {
        return client;
      }
    }
    throw new IllegalArgumentException(
        "client is \"%s\" and must be misses, gets or is-cut.".formatted(name));
  }
}
