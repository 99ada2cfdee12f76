// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.chaos;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.it.Delivery;
import dev.eventsrelay.it.EmbeddedRelay;
import dev.eventsrelay.protocol.Frames;
import dev.eventsrelay.websocket.Client;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Frames of every sort through the whole system. {@code -Dfuzz.frames} and {@code -Dfuzz.seed}
 * change how many and which.
 */
@Tag("chaos")
class FuzzIT {
  private static final String GUID = "fuzz";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Well below one connection's fair share: a refused frame would be no answer. */
  private static final int UNDER_WAY = 8;

  /** Counts invocations and their statuses. */
  private static final class Statuses implements FunctionListener {
    private static final Pattern STATUS = Pattern.compile(".*\"statusCode\":(\\d+).*");
    private final Semaphore free = new Semaphore(0);
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Override
    public void completed(CompletedInvocation invocation) {
      switch (invocation.result()) {
        case InvocationResult.Response(byte[] payload) -> {
          Matcher status = STATUS.matcher(new String(payload, StandardCharsets.UTF_8));
          seen.add(status.matches() ? status.group(1) : "none");
        }
        case InvocationResult.FunctionError _,
            InvocationResult.TimedOut _,
            InvocationResult.Throttled _ ->
            seen.add(invocation.result().toString());
      }
      free.release();
    }

    @Override
    public void throttled(String functionName, byte[] event, String reason) {
      seen.add("throttled");
      free.release();
    }
  }

  @Test
  void frames_ofEverySort_leadToDefinedAnswers() throws Exception {
    int count = Form.number("fuzz.frames", 3_000, 50_000);
    Frames frames = new Frames(Long.getLong("fuzz.seed", 1), GUID);
    Statuses statuses = new Statuses();
    try (EmbeddedRelay relay =
            EmbeddedRelay.startUnrecorded(
                builder ->
                    // Only a direct answer says what a function made of each frame.
                    Delivery.DIRECT
                        .of(builder)
                        .environments(1)
                        // A busy machine is no answer to a frame.
                        .functionEnvironment("DYNAMODB_TIMEOUT_MILLIS", "15000")
                        .listener(statuses));
        Client subscriber = relay.target().connect();
        Client sender = relay.target().connect()) {
      Set<Long> before = relay.sendMessagePids();
      subscriber.send("subscribe: " + GUID);
      relay.table().awaitSubscribers(GUID, 1);
      // One invocation for each connection, and the subscription: its row is there before its
      // answer.
      assertThat(statuses.free.tryAcquire(3, PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      statuses.free.release(UNDER_WAY);

      List<String> sent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String frame = frames.next();
        assertThat(statuses.free.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .as("an answer to one of %s", sent.subList(Math.max(0, i - UNDER_WAY), i))
            .isTrue();
        sender.send(frame);
        sent.add(frame);
      }
      await().atMost(PATIENCE).until(() -> statuses.free.availablePermits() == UNDER_WAY);

      Map<Expected, List<String>> expected =
          sent.stream().collect(groupingBy(frame -> Expected.of(frame, GUID)));
      System.out.println(summary(count, expected, statuses));
      assertThat(expected).as("every sort was made").containsOnlyKeys(Expected.values());
      assertThat(subscriber.next(size(expected, Expected.RELAYED)))
          .as("results, byte for byte")
          .containsExactlyInAnyOrderElementsOf(expected.get(Expected.RELAYED));
      Map<String, Long> answers =
          sender
              .next(
                  size(expected, Expected.UNKNOWN_TEXT)
                      + size(expected, Expected.UNKNOWN_OBJECT)
                      + size(expected, Expected.NACK))
              .stream()
              .collect(groupingBy(FuzzIT::kind, counting()));
      assertThat(answers)
          .containsOnly(
              entry("unknown text message", (long) size(expected, Expected.UNKNOWN_TEXT)),
              entry("unknown object message", (long) size(expected, Expected.UNKNOWN_OBJECT)),
              entry("nack", (long) size(expected, Expected.NACK)));
      sender.receivesNothing();
      subscriber.receivesNothing();
      assertThat(statuses.seen).isSubsetOf("200", "202", "400", "404", "501");
      assertThat(relay.sendMessagePids()).as("nothing crashed").isEqualTo(before);
    }
  }

  private static String kind(String answer) {
    return answer.startsWith("{\"type\":\"nack\"") ? "nack" : answer;
  }

  private static int size(Map<Expected, List<String>> frames, Expected sort) {
    return frames.getOrDefault(sort, List.of()).size();
  }

  private static String summary(
      int count, Map<Expected, List<String>> expected, Statuses statuses) {
    StringBuilder text = new StringBuilder("Fuzz: %d frames".formatted(count));
    for (Expected sort : Expected.values()) {
      text.append(", %s %d".formatted(sort, size(expected, sort)));
    }
    return text.append("; statuses ").append(statuses.seen).toString();
  }
}
