// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static dev.eventsrelay.testkit.HandlerFixture.event;
import static dev.eventsrelay.testkit.HandlerFixture.invoke;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import dev.eventsrelay.testkit.Stores;
import dev.eventsrelay.testkit.Waiting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clean-up of clients that posts have found gone: beside the answer, and not lost. */
class AftermathTest {
  private static final Topic TOPIC = new Topic("t");

  private final ConnectionId gone = new ConnectionId("gone=");
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    release.countDown();
  }

  @Test
  void cleanUpThatHangs_delaysNeitherTheAnswerNorTheMetrics() {
    HandlerFixture managed = subscribed(10);
    ExecutionEnvironment environment = hanging(managed);

    assertThat(postTo(gone, environment).statusCode()).isEqualTo(200);

    assertThat(managed.metricLines().getFirst().get("ConnectionsGone").asInt()).isEqualTo(1);
    assertThat(managed.store().subscribers(TOPIC, soon())).as("not yet").contains(gone);
    release.countDown();
    await().until(() -> managed.store().size() == 0);
    await().until(() -> !managed.logLines().isEmpty());
    JsonNode line = managed.logLines().getFirst();
    assertThat(line.get("message").asText()).isEqualTo("client gone");
    assertThat(line.get("client").asText()).isEqualTo("gone=");
    assertIdsOfTheInvocation(line);
  }

  @Test
  void cleanUp_onAStandardFunction_isDoneBeforeTheAnswer() {
    HandlerFixture standard = subscribed(0);

    assertThat(postTo(gone, standard.environment()).statusCode()).isEqualTo(200);

    assertThat(standard.store().size()).isZero();
    assertThat(standard.logLines().getFirst().get("message").asText()).isEqualTo("client gone");
  }

  @Test
  void cleanUp_thatFindsNoPlaceAfterTheAnswer_isDoneBeforeIt() {
    HandlerFixture managed = subscribed(1);
    CountDownLatch first = new CountDownLatch(1);
    ExecutionEnvironment environment =
        managed.environment(
            Stores.around(
                managed.store(),
                Stores.before(
                    "unsubscribe",
                    () -> {
                      if (first.getCount() > 0) {
                        first.countDown();
                        Waiting.uninterruptibly(release);
                      }
                    })));
    assertThat(postTo(gone, environment).statusCode()).isEqualTo(200);
    await().until(() -> first.getCount() == 0);
    ConnectionId other = new ConnectionId("other=");
    boolean _ = managed.store().subscribe(other, TOPIC, soon());
    managed.clients().close(other);

    assertThat(postTo(other, environment).statusCode()).isEqualTo(200);

    assertThat(managed.store().subscribers(TOPIC, soon())).containsExactly(gone);
  }

  @Test
  void cleanUpThatNeverReturns_doesNotKeepAStandardFunctionFromAnswering() {
    HandlerFixture standard = subscribed(0);
    ExecutionEnvironment environment = hanging(standard);
    long start = System.nanoTime();

    assertThat(postTo(gone, environment, 900).statusCode()).isEqualTo(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    JsonNode line = standard.logLines().getFirst();
    assertThat(line.get("message").asText()).isEqualTo("work beside the answer not done");
    assertThat(line.get("pieces").asInt()).isEqualTo(1);
    assertIdsOfTheInvocation(line);
  }

  @Test
  void cleanUpThatTheStoreRefuses_isLoggedWithTheIdsOfItsInvocation() {
    HandlerFixture managed =
        failing(
            () -> {
              throw new StoreException(StoreException.Kind.REJECTED, "no such table", null);
            });

    JsonNode line = managed.logLines().getFirst();
    assertThat(line.get("message").asText()).isEqualTo("client gone, its rows are left to expire");
    assertThat(line.get("level").asText()).isEqualTo("WARN");
    assertIdsOfTheInvocation(line);
  }

  @Test
  void cleanUpThatThrows_isLoggedWithTheIdsOfItsInvocation() {
    HandlerFixture managed =
        failing(
            () -> {
              throw new IllegalStateException("broken");
            });

    JsonNode line = managed.logLines().getFirst();
    assertThat(line.get("message").asText()).isEqualTo("work beside the answer failed");
    assertThat(line.get("level").asText()).isEqualTo("ERROR");
    assertThat(line.get("stackTrace").asText()).contains("broken");
    assertIdsOfTheInvocation(line);
    assertThat(managed.exits()).isEmpty();
  }

  @Test
  void cleanUpWithoutMemory_endsTheProcess() {
    HandlerFixture managed =
        failing(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });

    await().until(() -> managed.exits().contains(FailFast.STATUS));
  }

  @Test
  void cleanUps_ofAnswersThatCouldNotBeWritten_areDoneAndLeaveTheirPlacesFree() {
    HandlerFixture managed = subscribed(1);
    WebSocketFunction function = posting(gone, managed.environment());

    for (int i = 0; i < 3; i++) {
      boolean _ = managed.store().subscribe(gone, TOPIC, soon());
      assertThatThrownBy(
              () ->
                  function.handle(
                      new ByteArrayInputStream(
                          "{\"requestContext\":{\"connectionId\":\"c=\"}}".getBytes(UTF_8)),
                      new BrokenStream(),
                      new FakeContext("r", 20_000)))
          .isInstanceOf(IOException.class);
      await().until(() -> managed.store().size() == 0);
    }

    CountDownLatch begun = new CountDownLatch(1);
    Aftermath.OfInvocation next = managed.environment().aftermath().of(soon(), (_, _, _) -> {});
    next.run(_ -> begun.countDown());
    next.beforeAnswer().run();
    await().until(() -> begun.getCount() == 0);
  }

  @Test
  void work_thatComesAfterTheAnswer_isDoneAllTheSame() {
    HandlerFixture standard = new HandlerFixture(HandlerFixture.settings(10, 10, 0));
    CountDownLatch done = new CountDownLatch(1);
    Aftermath.OfInvocation answered =
        standard.environment().aftermath().of(soon(), (_, _, _) -> {});
    answered.beforeAnswer().run();

    answered.run(_ -> done.countDown());

    await().until(() -> done.getCount() == 0);
  }

  private static final class BrokenStream extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("broken pipe");
    }
  }

  private HandlerFixture subscribed(int maxAfterAnswers) {
    HandlerFixture fixture = new HandlerFixture(HandlerFixture.settings(10, 10, maxAfterAnswers));
    boolean _ = fixture.store().subscribe(gone, TOPIC, soon());
    fixture.clients().close(gone);
    return fixture;
  }

  private ExecutionEnvironment hanging(HandlerFixture fixture) {
    return fixture.environment(
        Stores.around(
            fixture.store(), Stores.before("unsubscribe", () -> Waiting.uninterruptibly(release))));
  }

  /** After an invocation whose clean-up fails in that way. */
  private HandlerFixture failing(Supplier<Object> failure) {
    HandlerFixture managed = subscribed(10);
    ExecutionEnvironment environment =
        managed.environment(
            Stores.around(
                managed.store(),
                (operation, call) -> operation.equals("unsubscribe") ? failure.get() : call.get()));

    assertThat(postTo(gone, environment).statusCode()).isEqualTo(200);

    await().until(() -> !managed.logLines().isEmpty());
    return managed;
  }

  private static Response postTo(ConnectionId client, ExecutionEnvironment environment) {
    return postTo(client, environment, 20_000);
  }

  private static Response postTo(
      ConnectionId client, ExecutionEnvironment environment, int remainingMillis) {
    return invoke(
        posting(client, environment)::handle,
        event("worker=", null),
        new FakeContext("request-1", remainingMillis));
  }

  private static WebSocketFunction posting(ConnectionId client, ExecutionEnvironment environment) {
    return environment.function(
        (_, invocation) -> {
          var _ = invocation.clients().postToAll(Frame.of("f"), Set.of(client), TOPIC);
          return Response.ok("done");
        });
  }

  private static void assertIdsOfTheInvocation(JsonNode line) {
    assertThat(line.get("requestId").asText()).isEqualTo("request-1");
    assertThat(line.get("connectionId").asText()).isEqualTo("worker=");
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20), MonotonicClock.system());
  }
}
