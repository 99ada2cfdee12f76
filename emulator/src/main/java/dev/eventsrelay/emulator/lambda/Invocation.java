// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One invocation on its way. Confined to the pool's event loop. */
final class Invocation {
  private static final HexFormat HEX = HexFormat.of();

  private final String requestId = UUID.randomUUID().toString();
  private final String traceId = newTraceId();
  private final byte[] event;
  private final CompletableFuture<InvocationResult> result;
  private @Nullable Future<?> timer;
  private long handedOverNanos;

  Invocation(byte[] event, CompletableFuture<InvocationResult> result) {
    this.event = event;
    this.result = result;
  }

  String requestId() {
    return requestId;
  }

  /** An unsampled X-Ray header: nothing is traced here, but clients parse it. */
  String traceId() {
    return traceId;
  }

  private static String newTraceId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int seconds = (int) (System.currentTimeMillis() / 1000);
    return "Root=1-"
        + HEX.toHexDigits(seconds)
        + "-"
        + HEX.toHexDigits(random.nextInt())
        + HEX.toHexDigits(random.nextLong())
        + ";Parent="
        + HEX.toHexDigits(random.nextLong())
        + ";Sampled=0";
  }

  byte[] event() {
    return event;
  }

  /** Replaces the previous timer. */
  void time(Future<?> next) {
    stopTimer();
    timer = next;
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  void handedOver() {
    handedOverNanos = System.nanoTime();
  }

  Duration sinceHandOver() {
    return Duration.ofNanos(System.nanoTime() - handedOverNanos);
  }

  /** Whether the caller already has its result, so that the code is late. */
  boolean isCompleted() {
    return result.isDone();
  }

  void complete(InvocationResult outcome) {
    stopTimer();
    result.complete(outcome);
  }
}
