// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.eventsrelay.lambda.WebSocketEvent;
import java.io.ByteArrayInputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * From an event's JSON to its object, as the Java runtime interface client does it before the
 * handler is called: the relay's event class, and the one of AWS's library that it extends.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventBenchmark {
  /** Which frame is the event's body; JMH sets it. */
  @Param public SampleFrame frame = SampleFrame.SMALL;

  private final PojoSerializer<WebSocketEvent> relays = RuntimeSerializer.of(WebSocketEvent.class);
  private final PojoSerializer<APIGatewayV2WebSocketEvent> librarys =
      RuntimeSerializer.of(APIGatewayV2WebSocketEvent.class);
  private byte[] json = {};

  /** Makes the event, and sees to it that both read its body. */
  @Setup
  public void makeEvent() {
    String body = frame.text();
    json = MessageEvent.of(body);
    if (!body.equals(relay().getBody()) || !body.equals(library().getBody())) {
      throw new IllegalStateException("an event lost its body: " + frame);
    }
  }

  /** The class that the relay's handlers take. */
  @Benchmark
  public WebSocketEvent relay() {
    return relays.fromJson(new ByteArrayInputStream(json));
  }

  /** The yardstick. */
  @Benchmark
  public APIGatewayV2WebSocketEvent library() {
    return librarys.fromJson(new ByteArrayInputStream(json));
  }
}
