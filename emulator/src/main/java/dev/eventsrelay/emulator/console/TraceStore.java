// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import dev.eventsrelay.emulator.console.Counters.Count;
import dev.eventsrelay.emulator.gateway.GatewayListener.RouteRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The traces that are kept, by API Gateway's request id, within the bounds of {@link Traces}. Not
 * thread-safe: {@link Traces} guards it.
 */
final class TraceStore {
  private final SequencedMap<String, Trace> byRequestId = new LinkedHashMap<>();
  private final SequencedMap<String, RouteRequest> untraced = new LinkedHashMap<>();
  private final Sampler sampler;
  private final Counters counters;
  private final InstantSource clock;
  private long bytes;
  private long version;

  TraceStore(Sampler sampler, Counters counters, InstantSource clock) {
    this.sampler = sampler;
    this.counters = counters;
    this.clock = clock;
  }

  /** Begins a trace, if the message is in the sample. */
  void begin(long at, RouteRequest request) {
    if (!sampler.takes(request, at)) {
      counters.add(Count.TRACES_LEFT_OUT);
      untraced.put(request.requestId(), request);
      if (untraced.size() > Traces.MAX_TRACES) {
        untraced.pollFirstEntry();
      }
      return;
    }
    Trace trace = new Trace(request, at, millis(at));
    byRequestId.put(request.requestId(), trace);
    bytes += trace.bytes();
    change(trace, _ -> {});
    while (byRequestId.size() > Traces.MAX_TRACES || bytes > Traces.MAX_BYTES) {
      Trace oldest = byRequestId.pollFirstEntry().getValue();
      bytes -= oldest.bytes();
    }
  }

  /** A time of {@link System#nanoTime} in milliseconds since the epoch. */
  long millis(long nanos) {
    return clock.millis() - (System.nanoTime() - nanos) / 1_000_000;
  }

  /** A time in milliseconds since the epoch as {@link System#nanoTime} counts. */
  long nanos(long millis) {
    return System.nanoTime() - (clock.millis() - millis) * 1_000_000;
  }

  /** Null if it is not traced. */
  @Nullable Trace find(String requestId) {
    return byRequestId.get(requestId);
  }

  /** The request of a message, traced or not; null if it is unknown or answered and not traced. */
  @Nullable RouteRequest request(String requestId) {
    Trace trace = byRequestId.get(requestId);
    return trace == null ? untraced.get(requestId) : trace.request();
  }

  void answered(String requestId) {
    untraced.remove(requestId);
  }

  void change(@Nullable Trace trace, Consumer<Trace> change) {
    if (trace == null) {
      return;
    }
    int before = trace.bytes();
    change.accept(trace);
    trace.changed(++version);
    if (byRequestId.get(trace.request().requestId()) == trace) {
      bytes += trace.bytes() - before;
    }
  }

  /** Changes a message's trace, now or as soon as it is known. */
  void change(Subject subject, Consumer<Trace> change) {
    Trace trace = subject.trace();
    if (trace == null) {
      subject.keep(change);
    } else {
      change(trace, change);
    }
  }

  <T> List<T> search(String words, int limit, Function<Trace, T> reader) {
    sampler.watch(words);
    List<T> found = new ArrayList<>();
    for (Trace trace : byRequestId.sequencedValues().reversed()) {
      if (found.size() == limit) {
        break;
      }
      if (trace.contains(words)) {
        found.add(reader.apply(trace));
      }
    }
    return found;
  }

  <T> List<T> changedSince(long since, int limit, Function<Trace, T> reader) {
    List<T> changed = new ArrayList<>();
    int looked = 0;
    for (Trace trace : byRequestId.sequencedValues().reversed()) {
      if (changed.size() == limit || ++looked > 10 * limit) {
        break;
      }
      if (trace.version() > since) {
        changed.add(reader.apply(trace));
      }
    }
    return changed;
  }

  <T> Optional<T> read(String requestId, Function<Trace, T> reader) {
    return Optional.ofNullable(byRequestId.get(requestId)).map(reader);
  }

  long version() {
    return version;
  }
}
