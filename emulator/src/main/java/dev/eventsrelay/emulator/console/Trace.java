// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.gateway.GatewayListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message on its way. Not thread-safe: {@link Traces} guards it. */
final class Trace {
  private static final int MAX_STEPS = 200;

  private final GatewayListener.RouteRequest request;
  private final byte[] text;
  private final long beganNanos;
  private final long beganMillis;
  private final List<Step> steps = new ArrayList<>();
  private int stepsLeftOut;
  private int bytes;
  private long version;
  private String function = "";
  private GatewayListener.@Nullable RouteAnswer answer;
  private Duration answeredAfter = Duration.ZERO;
  private Duration duration = Duration.ZERO;
  private Stay stay = Stay.NONE;

  Trace(GatewayListener.RouteRequest request, long beganNanos, long beganMillis) {
    this.request = request;
    this.text = Text.cut(request.text());
    this.beganNanos = beganNanos;
    this.beganMillis = beganMillis;
    this.bytes = text.length;
  }

  GatewayListener.RouteRequest request() {
    return request;
  }

  byte[] text() {
    return text;
  }

  long beganNanos() {
    return beganNanos;
  }

  long beganMillis() {
    return beganMillis;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  int stepsLeftOut() {
    return stepsLeftOut;
  }

  /** How much of its contents is kept. */
  int bytes() {
    return bytes;
  }

  /** Grows with each change. */
  long version() {
    return version;
  }

  void changed(long newVersion) {
    version = newVersion;
  }

  /** The function that took it; empty while none has. */
  String function() {
    return function;
  }

  GatewayListener.@Nullable RouteAnswer answer() {
    return answer;
  }

  /** From the message to its answer; zero while there is none. */
  Duration answeredAfter() {
    return answeredAfter;
  }

  /** From the message to its end: its answer, or what has become of it on a queue. */
  Duration duration() {
    return duration;
  }

  /** What has become of it on a queue. */
  Stay stay() {
    return stay;
  }

  void stays(Stay value, long at) {
    stay = value;
    duration = since(at);
  }

  Duration since(long nanos) {
    return Duration.ofNanos(nanos - beganNanos);
  }

  void takenBy(String functionName) {
    function = functionName;
  }

  void add(Step step) {
    if (steps.size() >= MAX_STEPS) {
      stepsLeftOut++;
      return;
    }
    steps.add(step);
    bytes += step.bytes();
  }

  void answered(GatewayListener.RouteAnswer value, long at) {
    answer = value;
    answeredAfter = since(at);
    if (stay == Stay.NONE) {
      duration = answeredAfter;
    }
    bytes += value.sent().length();
  }

  boolean contains(String words) {
    return words.isEmpty()
        || request.requestId().equals(words)
        || request.connectionId().equals(words)
        || function.equals(words)
        || request.routeKey().equals(words)
        || Text.of(text).contains(words)
        || steps.stream()
            .anyMatch(step -> step.title().contains(words) || step.target().equals(words));
  }
}
