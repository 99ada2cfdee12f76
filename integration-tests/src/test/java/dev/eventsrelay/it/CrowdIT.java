// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.websocket.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many clients at once, and some that are gone, on any target: what a smoke test has to see. */
@ExtendWith(TargetExtension.class)
class CrowdIT {
  private static final int PAIRS = 20;

  /** A worker's patience, and how often it sends. */
  private static final Duration SILENCE = Duration.ofSeconds(3);

  private static final int SENDS = 4;

  private final Target target;
  private final ExecutorService publishing = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Client> clients = new ArrayList<>();
  private final String guid = UUID.randomUUID().toString();

  CrowdIT(Target target) {
    this.target = target;
  }

  @AfterEach
  void closeClients() {
    publishing.shutdownNow();
    clients.forEach(Client::close);
  }

  @Test
  void results_ofManyPublishersAtOnce_eachReachTheirSubscriberAndNoOther() throws Exception {
    List<String> guids = IntStream.range(0, PAIRS).mapToObj(i -> guid + "-" + i).toList();
    List<Client> routers = guids.stream().map(each -> connect()).toList();
    List<Client> workers = guids.stream().map(each -> connect()).toList();

    // The relay keeps a result for a subscriber that comes late: nothing has to be awaited.
    List<Future<String>> acks = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      Client worker = workers.get(i);
      String each = guids.get(i);
      routers.get(i).send("subscribe: " + each);
      acks.add(publishing.submit(() -> publish(worker, each)));
    }

    for (int i = 0; i < PAIRS; i++) {
      assertThat(routers.get(i).next()).isEqualTo(result(guids.get(i)));
      routers.get(i).send("ack: " + guids.get(i));
      assertThat(acks.get(i).get()).contains("\"type\":\"ack\"").contains(guids.get(i));
    }
    // A subscription and its result that race may give it twice, but never somebody else's.
    for (int i = 0; i < PAIRS; i++) {
      assertThat(routers.get(i).received()).allMatch(result(guids.get(i))::equals);
    }
  }

  @Test
  void subscriber_thatHasJustDropped_keepsNoResultFromTheOthers() {
    Client healthy = connect().send("subscribe: " + guid, "ping");
    Client dropping = connect().send("subscribe: " + guid, "ping");
    assertThat(healthy.next()).isEqualTo("pong");
    assertThat(dropping.next()).isEqualTo("pong");

    target.table().ifPresent(table -> table.awaitSubscribers(guid, 2));

    dropping.drop();
    connect().send(result(guid));

    assertThat(healthy.next()).isEqualTo(result(guid));
  }

  @Test
  void subscriber_thatIsGone_losesItsRows() {
    Table table = target.requireTable();
    // Well-formed, and the id of no connection.
    String ghost = "Z2hvc3Qtcm93cwE=";
    table.putGhostSubscriber(guid, ghost, Instant.now().plusSeconds(600).getEpochSecond());

    connect().send(result(guid));

    table.awaitSubscribers(guid, 0);
    await().until(() -> table.rowsOf(ghost) == 0);
  }

  /** Sends a result as a worker does, until the ack: again after 3, 6 and 9 s of silence. */
  private static String publish(Client worker, String guid) {
    for (int sends = 1; ; sends++) {
      worker.send(result(guid));
      try {
        String heard = sends < SENDS ? worker.next(SILENCE) : worker.next();
        // Whose result came first hears that nobody is subscribed yet.
        while (heard.equals(Protocol.nack(guid))) {
          heard = worker.next();
        }
        return heard;
      } catch (AssertionError nothing) {
        if (sends >= SENDS) {
          throw nothing;
        }
      }
    }
  }

  private Client connect() {
    Client client = target.connect();
    clients.add(client);
    return client;
  }

  private static String result(String guid) {
    return "{\"guid\":\"" + guid + "\",\"s3Key\":\"9f86d081884c7d65\",\"okToCache\":true}";
  }
}
