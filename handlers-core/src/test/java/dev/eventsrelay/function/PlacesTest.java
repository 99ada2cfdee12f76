// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static dev.eventsrelay.testkit.HandlerFixture.event;
import static dev.eventsrelay.testkit.HandlerFixture.invoke;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.concurrency.Tasks;
import dev.eventsrelay.testkit.BlockedCarriers;
import dev.eventsrelay.testkit.Failures;
import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import dev.eventsrelay.testkit.Waiting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every place for an event is free again in the end, whatever came of the event. */
class PlacesTest {
  /** Time enough to be let in, little enough to wait for. */
  private static final FakeContext SHORT = new FakeContext("short", 600);

  private static final FakeContext LONG = new FakeContext("long", 20_000);
  private static final WebSocketHandler DONE = (_, _) -> Response.ok("done");

  @Test
  void standardFunction_afterTwoTimeouts_servesOn() throws Exception {
    HandlerFixture standard = new HandlerFixture(HandlerFixture.settings(2, 2, 0));
    WebSocketFunction function = standard.environment().function(DONE);

    try (BlockedCarriers _ = BlockedCarriers.all()) {
      // The third one finds a place although the work of the others has not even begun.
      for (int i = 0; i < 3; i++) {
        assertThat(status(function, "c=", SHORT)).isEqualTo(504);
      }
    }

    assertThat(status(function, "c=", LONG)).isEqualTo(200);
    assertThat(standard.logLines())
        .extracting(line -> line.get("message").asText())
        .containsOnly("no time left");
  }

  @Test
  void managedEnvironment_afterAStallAtFullLoad_hasAllItsPlaces() throws Exception {
    int places = 64;
    HandlerFixture managed = new HandlerFixture(HandlerFixture.settings(places, places, places));
    CyclicBarrier together = new CyclicBarrier(places);
    WebSocketFunction function = managed.environment().function(DONE);
    try (ExecutorService slots = Executors.newFixedThreadPool(places)) {
      try (BlockedCarriers _ = BlockedCarriers.all()) {
        assertThat(statuses(slots, function, places, SHORT)).containsOnly(504);
      }

      WebSocketFunction atOnce =
          managed
              .environment()
              .function(
                  (_, _) -> {
                    await(together);
                    return Response.ok("done");
                  });
      assertThat(statuses(slots, function, places, LONG)).containsOnly(200);
      assertThat(statuses(slots, atOnce, places, LONG)).containsOnly(200);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.eventsrelay.testkit.Failures#noThread")
  void event_forWhichThereIsNoThread_isAnsweredAndItsPlaceIsFree(Throwable failure) {
    HandlerFixture fixture = new HandlerFixture(HandlerFixture.settings(1, 1, 0));
    Tasks none = Failures.tasksWithout(failure);
    WebSocketFunction function =
        fixture.environment(fixture.store(), fixture::clients, none).function(DONE);

    for (int i = 0; i < 3; i++) {
      assertThat(status(function, "c=", LONG)).isEqualTo(500);
    }

    assertThat(fixture.exits())
        .isEqualTo(
            failure instanceof OutOfMemoryError
                ? Collections.nCopies(3, FailFast.STATUS)
                : List.of());
  }

  @Test
  void handlerThatThrows_leavesItsPlaceFree() {
    HandlerFixture fixture = new HandlerFixture(HandlerFixture.settings(1, 1, 0));
    WebSocketFunction function =
        fixture
            .environment()
            .function(
                (event, _) -> {
                  if ("throw".equals(event.getBody())) {
                    throw new IllegalStateException("broken");
                  }
                  return Response.ok("done");
                });

    for (int i = 0; i < 3; i++) {
      // The place is given back on the work's thread, a moment after the answer.
      Awaitility.await()
          .until(() -> invoke(function::handle, event("c=", "throw"), LONG).statusCode() == 500);
    }

    Awaitility.await().until(() -> status(function, "c=", LONG) == 200);
  }

  @Test
  void connection_withItsShareUnderWay_isTurnedAwayAndOthersAreServed() throws Exception {
    HandlerFixture fixture = new HandlerFixture(HandlerFixture.settings(10, 2, 0));
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch end = new CountDownLatch(1);
    WebSocketFunction function = fixture.environment().function(slow(begun, end));
    try (ExecutorService slots = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> share =
          Stream.of(1, 2)
              .map(
                  _ ->
                      slots.submit(
                          () ->
                              invoke(function::handle, event("greedy=", "slow"), LONG)
                                  .statusCode()))
              .toList();
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(status(function, "greedy=", LONG)).isEqualTo(503);
      assertThat(status(function, "modest=", LONG)).isEqualTo(200);

      end.countDown();
      for (Future<Integer> each : share) {
        assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo(200);
      }
      Awaitility.await().until(() -> status(function, "greedy=", LONG) == 200);
    }
    assertThat(fixture.logLines().getFirst().get("message").asText()).isEqualTo("overloaded");
    assertThat(fixture.logLines().getFirst().get("reason").asText())
        .isEqualTo("too many events of this connection under way");
    assertThat(fixture.metricLines().getFirst().get("ShareExceeded").asInt()).isEqualTo(1);
    assertThat(fixture.metricLines().getFirst().has("Overloaded")).isFalse();
  }

  @Test
  void connectionThatIsTurnedAway_takesNoPlaceFromOthers() throws Exception {
    HandlerFixture fixture = new HandlerFixture(HandlerFixture.settings(2, 1, 0));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    WebSocketFunction function = fixture.environment().function(slow(begun, end));
    try (ExecutorService slots = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Response> slow =
          slots.submit(() -> invoke(function::handle, event("greedy=", "slow"), LONG));
      assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

      for (int i = 0; i < 5; i++) {
        assertThat(status(function, "greedy=", LONG)).isEqualTo(503);
      }

      assertThat(status(function, "modest=", LONG)).isEqualTo(200);
      end.countDown();
      assertThat(slow.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  /** Answers an event with the body "slow" when it is told to. */
  private static WebSocketHandler slow(CountDownLatch begun, CountDownLatch end) {
    return (event, _) -> {
      if ("slow".equals(event.getBody())) {
        begun.countDown();
        Waiting.uninterruptibly(end);
      }
      return Response.ok("done");
    };
  }

  private static List<Integer> statuses(
      ExecutorService slots, WebSocketFunction function, int events, FakeContext context)
      throws Exception {
    List<Future<Integer>> all =
        IntStream.range(0, events)
            .mapToObj(i -> slots.submit(() -> status(function, "c" + i, context)))
            .toList();
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> each : all) {
      statuses.add(each.get(30, TimeUnit.SECONDS));
    }
    return statuses;
  }

  private static int status(WebSocketFunction function, String connection, FakeContext context) {
    return invoke(function::handle, event(connection, null), context).statusCode();
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("not all invocations came together", e);
    }
  }
}
