// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.testkit.BlockedCarriers;
import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A batch of events from a queue: each has its own outcome. */
class QueuedEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HandlerFixture fixture = new HandlerFixture();
  private final ObjectNode batch = JSON.createObjectNode();
  private final ArrayNode records = batch.putArray("Records");
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  @Test
  void events_areHandledWithTheirContext() throws IOException {
    add("m1", "MESSAGE", "ping", Instant.now());

    List<String> failures =
        handle(
            (event, invocation) -> {
              bodies.add(
                  invocation.connection()
                      + " "
                      + event.getRequestContext().getRouteKey()
                      + " "
                      + event.getRequestContext().getStage()
                      + " "
                      + event.getBody());
              return Response.ok("done");
            });

    assertThat(failures).isEmpty();
    assertThat(bodies).containsExactly("c= $default prod ping");
  }

  @Test
  void bodies_comeByteForByteInEachEncoding() throws IOException {
    String odd = "{\"a\":\"\ud83d\ude80 \ufffe \u0000 + / =\"}";
    add("m1", "MESSAGE", Base64.getEncoder().encodeToString(odd.getBytes(UTF_8)), Instant.now())
        .putObject("encoding")
        .put("stringValue", "base64");
    add("m2", "DISCONNECT", "-", Instant.now()).putObject("encoding").put("stringValue", "none");

    handle(
        (event, _) -> {
          bodies.add(String.valueOf(event.getBody()));
          return Response.ok("done");
        });

    assertThat(bodies).containsExactlyInAnyOrder(odd, "null");
  }

  @Test
  void emptyFrame_isEmptyAndNotMissing() throws IOException {
    add("m1", "MESSAGE", "-", Instant.now()).putObject("encoding").put("stringValue", "base64");

    handle(
        (event, _) -> {
          bodies.add("'" + event.getBody() + "'");
          return Response.ok("done");
        });

    assertThat(bodies).containsExactly("''");
  }

  @Test
  void lines_haveTheRequestIdOfTheAccessLog() throws IOException {
    add("m1", "MESSAGE", "x", Instant.now())
        .putObject("requestId")
        .put("stringValue", "JC1dgEb_IAMFzqg=");

    handle(
        (_, invocation) -> {
          invocation.log(Level.INFO, "seen", Map.of());
          return Response.ok("done");
        });

    assertThat(fixture.logLines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.get("apiRequestId").asText()).isEqualTo("JC1dgEb_IAMFzqg=");
              assertThat(line.get("requestId").asText()).isEqualTo("request-1");
            });
  }

  @Test
  void events_whoseResponseSaysSo_comeAgainAlone() throws IOException {
    for (int i = 0; i < 10; i++) {
      add("m" + i, "MESSAGE", i % 3 == 0 ? "again" : "done", Instant.now());
    }

    List<String> failures =
        handle(
            (event, _) ->
                "again".equals(event.getBody())
                    ? Response.of(503, "Overloaded.").withRetry()
                    : Response.of(400, "Unusable."));

    assertThat(failures).containsExactlyInAnyOrder("m0", "m3", "m6", "m9");
  }

  @Test
  void event_thatAHandlerFailsOn_comesAgainAndSpoilsNoOther() throws IOException {
    add("m1", "MESSAGE", "poison", Instant.now());
    add("m2", "MESSAGE", "fine", Instant.now());

    List<String> failures =
        handle(
            (event, _) -> {
              if ("poison".equals(event.getBody())) {
                throw new IllegalStateException("poison");
              }
              return Response.ok("done");
            });

    assertThat(failures).containsExactly("m1");
    assertThat(fixture.logLines())
        .anySatisfy(
            line -> {
              assertThat(line.get("message").asText()).isEqualTo("handler failed");
              assertThat(line.get("messageId").asText()).isEqualTo("m1");
            });
  }

  @Test
  void events_areWorkedOnSideBySide() throws IOException {
    CyclicBarrier all = new CyclicBarrier(10);
    for (int i = 0; i < 10; i++) {
      add("m" + i, "MESSAGE", "x", Instant.now());
    }

    List<String> failures =
        handle(
            (_, _) -> {
              try {
                int _ = all.await(10, TimeUnit.SECONDS);
                return Response.ok("done");
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    assertThat(failures).isEmpty();
  }

  @Test
  void messageThatWaitedForLongerThanItsClient_isDroppedWithALineAndACount() throws IOException {
    add("m1", "MESSAGE", "subscribe: g", Instant.now().minus(Duration.ofSeconds(61)));

    assertThat(handle((_, _) -> Response.of(503, "called").withRetry())).isEmpty();

    assertThat(fixture.logLines())
        .singleElement()
        .satisfies(line -> assertThat(line.get("message").asText()).isEqualTo("too old"));
    assertThat(fixture.metricLines())
        .singleElement()
        .satisfies(line -> assertThat(line.get("MessagesTooOld").asInt()).isEqualTo(1));
  }

  @Test
  void disconnect_isNeverTooOld() throws IOException {
    add("m1", "DISCONNECT", "-", Instant.now().minus(Duration.ofDays(1)));

    handle(
        (_, _) -> {
          bodies.add("called");
          return Response.ok("done");
        });

    assertThat(bodies).containsExactly("called");
  }

  @Test
  void messageThatIsNoEvent_comesAgain_soThatItEndsWithTheDeadLetters() throws IOException {
    records.addObject().put("messageId", "m1").put("body", "hello");

    assertThat(handle((_, _) -> Response.ok("done"))).containsExactly("m1");

    assertThat(fixture.logLines())
        .anySatisfy(
            line ->
                assertThat(line.get("message").asText())
                    .isEqualTo("not an event of a WebSocket API"));
  }

  @Test
  void messageThatCannotBeDecoded_comesAgainAndSpoilsNoOther() throws IOException {
    add("m1", "MESSAGE", "a", Instant.now()).putObject("encoding").put("stringValue", "base64");
    add("m2", "MESSAGE", "fine", Instant.now());

    assertThat(handle((_, _) -> Response.ok("done"))).containsExactly("m1");
  }

  @Test
  void batchWithoutTime_comesAgainWhole() throws IOException {
    add("m1", "MESSAGE", "x", Instant.now());
    add("m2", "MESSAGE", "x", Instant.now());

    assertThat(handle((_, _) -> Response.ok("done"), 0)).containsExactlyInAnyOrder("m1", "m2");
  }

  @Test
  void eventsThatGetNoTurn_comeAgain_andTheBatchIsAnsweredInTime() throws Exception {
    add("m1", "MESSAGE", "x", Instant.now());
    add("m2", "MESSAGE", "x", Instant.now());
    // The first call loads classes, which is not what is timed.
    assertThat(handle((_, _) -> Response.ok("done"))).isEmpty();

    try (BlockedCarriers _ = BlockedCarriers.all()) {
      Deadline end = Deadline.after(Duration.ofSeconds(1), MonotonicClock.system());
      assertThat(handle((_, _) -> Response.ok("done"), 1_000))
          .containsExactlyInAnyOrder("m1", "m2");
      assertThat(end.hasPassed()).as("the function's time-out").isFalse();
    }
  }

  private ObjectNode add(String id, String eventType, String body, Instant sentAt) {
    ObjectNode message = records.addObject().put("messageId", id).put("body", body);
    message
        .putObject("attributes")
        .put("ApproximateReceiveCount", "1")
        .put("SentTimestamp", Long.toString(sentAt.toEpochMilli()));
    ObjectNode attributes = message.putObject("messageAttributes");
    attributes.putObject("connectionId").put("stringValue", "c=").put("dataType", "String");
    attributes.putObject("routeKey").put("stringValue", "$default");
    attributes.putObject("eventType").put("stringValue", eventType);
    attributes.putObject("stage").put("stringValue", "prod");
    attributes.putObject("apiId").put("stringValue", "api");
    return attributes;
  }

  private List<String> handle(WebSocketHandler handler) throws IOException {
    return handle(handler, 20_000);
  }

  private List<String> handle(WebSocketHandler handler, int remainingMillis) throws IOException {
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    fixture
        .environment()
        .function(handler)
        .handle(
            new ByteArrayInputStream(JSON.writeValueAsBytes(batch)),
            response,
            new FakeContext("request-1", remainingMillis));
    List<String> failures = new ArrayList<>();
    for (JsonNode failure : JSON.readTree(response.toByteArray()).get("batchItemFailures")) {
      failures.add(failure.get("itemIdentifier").asText());
    }
    return failures;
  }
}
