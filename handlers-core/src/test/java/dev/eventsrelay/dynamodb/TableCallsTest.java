// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.concurrency.ConcurrencyLimit;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.connection.StoreException.Kind;
import dev.eventsrelay.testkit.HttpServerFixture;
import dev.eventsrelay.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** With the SDK's own client, against a server that answers or does not. */
class TableCallsTest {
  private final HttpServerFixture server = new HttpServerFixture();
  private final TestClock clock = new TestClock(Instant.EPOCH);
  private final DynamoDbClient client =
      DynamoDbClient.builder()
          .region(Region.US_EAST_1)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .endpointOverride(server.uri())
          .httpClientBuilder(Apache5HttpClient.builder())
          .build();
  private final TableCalls calls =
      new TableCalls(() -> client, new ConcurrencyLimit(1, Duration.ofMillis(50)));

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void call_withoutAnswer_endsByTheDeadlineAndGivesItsPlaceBack() {
    server.answerNothing();
    long start = System.nanoTime();

    for (int i = 0; i < 3; i++) {
      assertFails(() -> call(in(Duration.ofMillis(200))), Kind.TIMED_OUT);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    server.answer("{}");
    call(in(Duration.ofSeconds(20)));
  }

  @Test
  void call_withLessThanAMillisecondLeft_isNotMade() {
    server.answerNothing();

    assertFails(() -> call(clock.in(Duration.ofNanos(900_000))), Kind.TIMED_OUT);

    assertThat(server.requests()).isZero();
  }

  @Test
  void call_withAMillisecondLeft_hasALimit() {
    server.answerNothing();
    long start = System.nanoTime();

    assertFails(() -> call(clock.in(Duration.ofNanos(1_500_000))), Kind.TIMED_OUT);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void call_onAThreadThatIsInterrupted_isNotMadeAndHoldsNoPlace() {
    server.answer("{}");
    Thread.currentThread().interrupt();

    assertFails(() -> call(in(Duration.ofSeconds(20))), Kind.OVERLOADED);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.requests()).isZero();
    call(in(Duration.ofSeconds(20)));
  }

  @Test
  void callThatThrows_givesItsPlaceBack() {
    server.answer("{}");

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(
              () ->
                  calls.make(
                      in(Duration.ofSeconds(20)),
                      (_, _) -> {
                        throw new AssertionError("broken");
                      }))
          .isInstanceOf(AssertionError.class);
    }

    call(in(Duration.ofSeconds(20)));
  }

  private void call(Deadline deadline) {
    var _ =
        calls.make(
            deadline,
            (dynamoDb, limit) -> dynamoDb.listTables(b -> b.overrideConfiguration(limit)));
  }

  private static void assertFails(ThrowingCallable call, Kind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private static Deadline in(Duration time) {
    return Deadline.after(time, MonotonicClock.system());
  }
}
