// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.InvocationResult.FunctionError;
import dev.eventsrelay.emulator.lambda.InvocationResult.Response;
import dev.eventsrelay.emulator.lambda.InvocationResult.Throttled;
import dev.eventsrelay.emulator.lambda.InvocationResult.TimedOut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventSourceMappingTest {
  private static final String ERRORS =
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html";
  private static final String SCALING =
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html";
  private static final String CONFIGURE =
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LONG = Duration.ofMinutes(1);

  private final BlockingQueue<Invocation> invocations = new LinkedBlockingQueue<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();
  private ScriptedSqs sqs;
  private SqsApi api;

  /** A batch that the function got, to be ended by the test. */
  private record Invocation(List<String> ids, CompletableFuture<InvocationResult> result) {
    void answers(String payload) {
      result.complete(new Response(payload.getBytes(UTF_8)));
    }
  }

  @BeforeEach
  void start() throws IOException {
    sqs = ScriptedSqs.start();
    api = new SqsApi(sqs.endpoint(), "us-east-1");
  }

  @AfterEach
  void stop() {
    api.close();
    sqs.close();
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = ERRORS)
  void batch_throttled_isTriedAgainWhileItsMessagesAreHidden() throws Exception {
    try (EventSourceMapping _ = mapping(LONG, Duration.ZERO, true, 5)) {
      sqs.gives("a", "b");
      for (int i = 0; i < 3; i++) {
        next().result().complete(new Throttled());
      }
      Invocation last = next();
      assertThat(last.ids()).containsExactly("a", "b");
      last.answers("{}");

      await().untilAsserted(() -> assertThat(sqs.deleted()).containsExactly("a", "b"));
      assertThat(notices).isEmpty();
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = ERRORS)
  void batch_throttledUntilItIsVisible_isLeftToTheQueueAndSaid() throws Exception {
    try (EventSourceMapping _ = mapping(Duration.ofMillis(300), Duration.ZERO, true, 5)) {
      sqs.gives("a");
      while (notices.isEmpty()) {
        Invocation invocation = invocations.poll();
        if (invocation != null) {
          invocation.result().complete(new Throttled());
        }
      }

      assertThat(notices)
          .singleElement()
          .asString()
          .contains("no slot", "1 messages", "come again");
      assertThat(sqs.deleted()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @RestsOn(value = Evidence.DOCUMENTED, source = ERRORS)
  void batch_whoseFunctionFailsOrTimesOut_isLeftToTheQueueAndSaid(boolean partial)
      throws Exception {
    try (EventSourceMapping _ = mapping(LONG, Duration.ZERO, partial, 5)) {
      sqs.gives("a", "b");
      next().result().complete(new FunctionError("Runtime.ExitError", "signal: killed"));
      sqs.gives("c");
      next().result().complete(new TimedOut(Duration.ofSeconds(5)));
      sqs.gives("d");
      next().answers("{}");

      await().untilAsserted(() -> assertThat(sqs.deleted()).containsExactly("d"));
      assertThat(notices).hasSize(2);
      assertThat(notices.getFirst()).contains("2 messages", "signal: killed");
      assertThat(notices.getLast()).contains("1 messages", "no answer within 5 s");
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = ERRORS)
  void failures_reported_aloneStayOnTheQueue() throws Exception {
    try (EventSourceMapping _ = mapping(LONG, Duration.ZERO, true, 5)) {
      sqs.gives("a", "b", "c");
      next().answers("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}");

      await().untilAsserted(() -> assertThat(sqs.deleted()).containsExactly("a", "c"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"batchItemFailures\":[{\"itemIdentifier\":\"of nobody\"}]}", "not JSON"})
  @RestsOn(value = Evidence.DOCUMENTED, source = ERRORS)
  void failures_wronglyReported_leaveTheWholeBatchOnTheQueue(String answer) throws Exception {
    try (EventSourceMapping _ = mapping(LONG, Duration.ZERO, true, 5)) {
      sqs.gives("a", "b");
      next().answers(answer);

      await().untilAsserted(() -> assertThat(notices).hasSize(1));
      assertThat(sqs.deleted()).isEmpty();
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = ERRORS)
  void failures_reportedWithoutTheSetting_areIgnored() throws Exception {
    try (EventSourceMapping _ = mapping(LONG, Duration.ZERO, false, 5)) {
      sqs.gives("a", "b");
      next().answers("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}");

      await().untilAsserted(() -> assertThat(sqs.deleted()).containsExactly("a", "b"));
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = CONFIGURE)
  void window_open_gathersMessagesUntilTheBatchIsFull() throws Exception {
    // One reader: two would each begin a batch.
    try (EventSourceMapping _ = mapping(LONG, LONG, true, 1)) {
      sqs.gives("a", "b");
      sqs.gives("c");
      sqs.gives("d");

      assertThat(next().ids()).containsExactly("a", "b", "c", "d");
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = SCALING)
  void batches_atMaximumConcurrency_waitForOneToEnd() throws Exception {
    try (EventSourceMapping _ = mapping(LONG, Duration.ZERO, true, 2)) {
      for (String id : List.of("a", "b", "c")) {
        sqs.gives(id);
      }
      Invocation first = next();
      next();
      assertThat(invocations.poll(300, TimeUnit.MILLISECONDS)).isNull();

      first.answers("{}");

      assertThat(next().ids()).containsExactly("c");
    }
  }

  private EventSourceMapping mapping(
      Duration visibility, Duration window, boolean partialResponses, int maximumConcurrency) {
    EventSource source =
        new EventSource(
            "Mapping",
            "arn:aws:sqs:us-east-1:000000000000:queue",
            sqs.endpoint().resolve("/000000000000/queue"),
            visibility,
            4,
            window,
            partialResponses,
            Polling.onDemand(maximumConcurrency));
    return EventSourceMapping.start(source, api, this::invoke, notices::add, QueueListener.NONE);
  }

  private CompletableFuture<InvocationResult> invoke(byte[] event) {
    try {
      List<String> ids =
          JSON.readTree(event)
              .path("Records")
              .valueStream()
              .map(message -> message.path("messageId").asText())
              .toList();
      Invocation invocation = new Invocation(ids, new CompletableFuture<>());
      invocations.add(invocation);
      return invocation.result();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Invocation next() throws InterruptedException {
    Invocation next = invocations.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("an invocation within 20 s").isNotNull();
    return requireNonNull(next, "next is null");
  }
}
