// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.eventsrelay.function.WebSocketEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
 * From an event's JSON to its object: as the relay's handlers read it, and as the Java runtime
 * interface client reads AWS's class for handlers that take one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EventBenchmark {
  /** Which frame is the event's body; JMH sets it. */
  @Param public SampleFrame frame = SampleFrame.SMALL;

  private final PojoSerializer<APIGatewayV2WebSocketEvent> librarys =
      RuntimeSerializer.of(APIGatewayV2WebSocketEvent.class);
  private byte[] json = {};

  /** Makes the event, and sees to it that both read its body. */
  @Setup
  public void makeEvent() throws IOException {
    String body = frame.text();
    json = MessageEvent.of(body);
    if (!body.equals(relay().getBody()) || !body.equals(library().getBody())) {
      throw new IllegalStateException("an event lost its body: " + frame);
    }
  }

  /** As the relay's handlers read it. */
  @Benchmark
  public WebSocketEvent relay() throws IOException {
    return WebSocketEvent.read(new ByteArrayInputStream(json));
  }

  /** The yardstick. */
  @Benchmark
  public APIGatewayV2WebSocketEvent library() {
    return librarys.fromJson(new ByteArrayInputStream(json));
  }
}
