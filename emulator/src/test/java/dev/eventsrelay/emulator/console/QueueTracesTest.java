// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.faults.CallListener;
import dev.eventsrelay.emulator.gateway.GatewayListener.RouteRequest;
import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.StartedInvocation;
import dev.eventsrelay.emulator.queue.Message;
import dev.eventsrelay.emulator.queue.QueueListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueueTracesTest {
  private static final String QUEUE = "queue";
  private static final String LAMBDA_ID = "00000000-0000-4000-8000-000000000001";
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final byte[] EVENT = "{\"Records\":[]}".getBytes(UTF_8);

  private final Traces traces =
      new Traces(new Sampler(5_000), new Counters(), InstantSource.system());
  private long now = System.nanoTime();

  @BeforeEach
  void giveUp() {
    traces.giveUpAfter(Map.of(QUEUE, 2));
  }

  @Test
  void message_onItsWay_hasAStepForEachPartOfIt() {
    send(1);
    receive(message(1, 1));
    work();
    leave(Stay.DONE, 1);

    assertThat(titles(1))
        .containsExactly("send", "wait", "message 1 of 1 in its batch", "function", "delete");
    assertThat(stay(1)).isEqualTo(Stay.DONE);
    assertThat(step(1, "wait").duration()).isEqualTo(MILLISECOND);
  }

  @Test
  void batch_worked_isInTheTraceOfEachOfItsMessages() {
    send(1);
    send(2);
    receive(message(1, 1), message(2, 1));
    work();

    assertThat(titles(1)).contains("message 1 of 2 in its batch", "function");
    assertThat(titles(2)).contains("message 2 of 2 in its batch", "function");
  }

  @Test
  void call_ofABatch_isThatOfTheMessageWhoseWordsItHas() {
    send(1);
    send(2);
    receive(message(1, 1), message(2, 1));
    start();
    call("guid#guid-0000002");

    assertThat(titles(1)).doesNotContain("Query");
    assertThat(step(2, "Query").evidence()).isEqualTo(Evidence.CONTENT);
  }

  @Test
  void call_ofABatchWithoutWords_isAGuessOfEachOfItsMessages() {
    send(1);
    send(2);
    receive(message(1, 1), message(2, 1));
    start();
    call("nothing");

    assertThat(step(1, "Query").evidence()).isEqualTo(Evidence.OVERLAP);
    assertThat(step(2, "Query").evidence()).isEqualTo(Evidence.OVERLAP);
  }

  @Test
  void line_ofABatch_isThatOfTheMessageThatItNames() {
    send(1);
    send(2);
    receive(message(1, 1), message(2, 1));
    start();
    add(new Happening.Written(tick(), "f", 1, LAMBDA_ID + " request-2 done"));

    assertThat(titles(1)).noneMatch(title -> title.contains("done"));
    assertThat(titles(2)).anyMatch(title -> title.contains("done"));
  }

  @Test
  void message_thatFailed_comesAgainAndIsGivenUpAfterTheLastReceive() {
    send(1);
    receive(message(1, 1));
    leave(Stay.COMES_AGAIN, 1);
    assertThat(stay(1)).isEqualTo(Stay.COMES_AGAIN);

    receive(message(1, 2));
    leave(Stay.COMES_AGAIN, 1);
    assertThat(stay(1)).isEqualTo(Stay.GIVEN_UP);
    assertThat(titles(1))
        .containsExactly(
            "send",
            "wait",
            "message 1 of 1 in its batch",
            "comes again",
            "wait",
            "message 1 of 1 in its batch, receive 2",
            "last receive");
  }

  @Test
  void letter_seenTwiceAndRedriven_isOneStepEach() {
    send(1);
    letters(Stay.DEAD_LETTER);
    letters(Stay.DEAD_LETTER);
    assertThat(stay(1)).isEqualTo(Stay.DEAD_LETTER);

    letters(Stay.WAITING);
    assertThat(titles(1)).containsExactly("send", "dead letter", "redrive");
    assertThat(stay(1)).isEqualTo(Stay.WAITING);
  }

  @Test
  void message_redrivenUnderAnotherId_goesOnInItsTrace() {
    send(1);
    Message again = message("other-id", 1, 1);
    receive(again);

    assertThat(titles(1)).contains("message 1 of 1 in its batch");
  }

  @Test
  void message_receivedBeforeItsSenderHasTheAnswer_losesNothing() {
    request(1);
    ObjectNode anonymous = message(1, 1).json().deepCopy();
    anonymous.remove("MessageAttributes");
    receive(new Message(anonymous));
    work();
    leave(Stay.DONE, 1);
    sent(1);

    assertThat(titles(1))
        .containsExactlyInAnyOrder(
            "send", "wait", "message 1 of 1 in its batch", "function", "delete");
    assertThat(stay(1)).isEqualTo(Stay.DONE);
  }

  @Test
  void send_refused_isAFailedStep() {
    request(1);
    add(
        new Happening.Sent(
            tick(), new QueueListener.Sending(QUEUE, "request-1", List.of(), 400, MILLISECOND)));

    assertThat(step(1, "send").failed()).isTrue();
    assertThat(stay(1)).isEqualTo(Stay.NONE);
  }

  private void send(int n) {
    request(n);
    sent(n);
  }

  private void request(int n) {
    add(
        new Happening.Requested(
            tick(),
            new RouteRequest(
                "request-" + n,
                "connection-" + n,
                "$default",
                "guid-%07d".formatted(n).getBytes(UTF_8))));
  }

  private void sent(int n) {
    add(
        new Happening.Sent(
            tick(),
            new QueueListener.Sending(
                QUEUE, "request-" + n, List.of("message-" + n), 200, Duration.ZERO)));
  }

  private static Message message(int n, int receives) {
    return message("message-" + n, n, receives);
  }

  private static Message message(String id, int n, int receives) {
    ObjectNode json = new ObjectMapper().createObjectNode().put("MessageId", id).put("Body", "x");
    json.putObject("Attributes")
        .put("SentTimestamp", Long.toString(System.currentTimeMillis()))
        .put("ApproximateReceiveCount", Integer.toString(receives));
    json.putObject("MessageAttributes").putObject("requestId").put("StringValue", "request-" + n);
    return new Message(json);
  }

  private void receive(Message... messages) {
    add(
        new Happening.Received(
            tick(), new QueueListener.Receipt(QUEUE, "mapping", List.of(messages), EVENT)));
  }

  private void work() {
    start();
    add(
        new Happening.Completed(
            tick(),
            new CompletedInvocation(
                "function",
                LAMBDA_ID,
                EVENT,
                1,
                new InvocationResult.Response("{}".getBytes(UTF_8)),
                MILLISECOND)));
  }

  private void start() {
    add(
        new Happening.Started(
            tick(),
            new StartedInvocation(
                "function", LAMBDA_ID, "Root=1-2;Parent=3;Sampled=0", EVENT, 1, "environment")));
  }

  private void call(String body) {
    add(
        new Happening.Called(
            tick(),
            new CallListener.Call(
                "Query",
                "app/environment",
                "",
                1,
                body.getBytes(UTF_8),
                new byte[0],
                200,
                Duration.ZERO)));
  }

  private void leave(Stay stay, int n) {
    add(new Happening.Left(tick(), QUEUE, List.of("message-" + n), stay, ""));
  }

  private void letters(Stay stay) {
    add(new Happening.Letters(tick(), QUEUE, List.of(message(1, 1)), stay));
  }

  private void add(Happening happening) {
    traces.add(List.of(happening));
  }

  private long tick() {
    now += MILLISECOND.toNanos();
    return now;
  }

  private Stay stay(int n) {
    return traces.read("request-" + n, Trace::stay).orElseThrow();
  }

  private List<Step> steps(int n) {
    return traces.read("request-" + n, Trace::steps).orElseThrow();
  }

  private List<String> titles(int n) {
    return steps(n).stream().map(Step::title).toList();
  }

  private Step step(int n, String title) {
    return steps(n).stream().filter(one -> one.title().equals(title)).findFirst().orElseThrow();
  }
}
