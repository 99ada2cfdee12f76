// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.protocol.ClientMessage;
import dev.eventsrelay.protocol.MessageParser;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * From the text of a message to its guid: the relay's streaming parser, which also makes the bytes
 * to forward, and jackson-databind's tree, which does not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ParseBenchmark {
  /** Which frame; JMH sets it. */
  @Param public SampleFrame frame = SampleFrame.SMALL;

  private final MessageParser parser = new MessageParser();
  private final ObjectMapper mapper = new ObjectMapper();
  private String text = "";

  /** Makes the frame, and sees to it that both find the guid in it. */
  @Setup
  public void makeFrame() throws JsonProcessingException {
    text = frame.text();
    if (!(relay() instanceof ClientMessage.Result result)
        || !result.guid().value().equals(requireNonNull(tree()).textValue())) {
      throw new IllegalStateException("the parsers disagree about " + frame);
    }
  }

  /** The relay's own parser. */
  @Benchmark
  public ClientMessage relay() {
    return parser.parse(text);
  }

  /** The yardstick. */
  @Benchmark
  public @Nullable JsonNode tree() throws JsonProcessingException {
    return mapper.readTree(text).get("guid");
  }
}
