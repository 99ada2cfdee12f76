// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A function that records its events and answers as it is told. */
public final class TestFunction implements LambdaFunction {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final CompletableFuture<InvocationResult> answer;
  private final BlockingQueue<JsonNode> unseen = new LinkedBlockingQueue<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  private TestFunction(CompletableFuture<InvocationResult> answer) {
    this.answer = answer;
  }

  public static TestFunction succeeding() {
    return returning(Map.of("statusCode", 200));
  }

  public static TestFunction returning(Map<String, ?> response) {
    try {
      return returningText(MAPPER.writeValueAsString(response));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TestFunction returningText(String payload) {
    return ending(response(payload));
  }

  public static TestFunction ending(InvocationResult result) {
    return new TestFunction(CompletableFuture.completedFuture(result));
  }

  /** Each invocation ends when the test completes the future. */
  public static TestFunction endingWith(CompletableFuture<InvocationResult> answer) {
    return new TestFunction(answer);
  }

  public static InvocationResult.Response response(String payload) {
    return new InvocationResult.Response(payload.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public CompletableFuture<InvocationResult> invoke(byte[] event) {
    try {
      JsonNode json = MAPPER.readTree(event);
      events.add(json);
      unseen.add(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer;
  }

  /** The oldest event that no call has returned yet; waits for it. */
  public JsonNode nextEvent() throws InterruptedException {
    return requireNonNull(unseen.poll(5, TimeUnit.SECONDS), "no event came within 5 s");
  }

  /** All events so far. */
  public List<JsonNode> events() {
    return List.copyOf(events);
  }
}
