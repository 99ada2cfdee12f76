// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.faults.Fault.FailPosts;
import dev.eventsrelay.emulator.faults.Fault.ThrottleDynamoDb;
import dev.eventsrelay.emulator.junit.EmulatorExtension;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chat as it is deployed, over real WebSockets. Each test has its own rooms. */
class ChatIT {
  @RegisterExtension
  static final EmulatorExtension EMULATOR =
      EmulatorExtension.forTemplate(
          Path.of("template.yaml"), builder -> builder.environments(1).concurrency(16).faults(1));

  private static final String JOIN = "{\"action\":\"join\"}";
  private static final String WHO = "{\"action\":\"who\"}";

  private final Emulator emulator;

  ChatIT(Emulator emulator) {
    this.emulator = emulator;
  }

  @Test
  void say_inARoom_isHeardThereAndNowhereElse() throws Exception {
    try (Guest ada = join("ada", "talk");
        Guest bob = join("bob", "talk");
        Guest eve = join("eve", "elsewhere")) {
      assertThat(ada.next()).isEqualTo(joined("bob"));

      ada.say("hello");
      assertThat(bob.next()).isEqualTo(said("ada", "hello"));
      assertThat(ada.next()).isEqualTo(said("ada", "hello"));
      bob.say("hi");
      assertThat(ada.next()).isEqualTo(said("bob", "hi"));

      // Eve's first frame is her own: what was said before did not come to her.
      eve.say("alone");
      assertThat(eve.next()).isEqualTo(said("eve", "alone"));
    }
  }

  @Test
  void who_inARoom_namesThoseWhoAreThere() throws Exception {
    try (Guest bob = join("bob", "names");
        Guest ada = new Guest(emulator.webSocketUrl(), "?room=names&name=ada")) {
      assertThat(ada.send(JOIN).next()).isEqualTo(room("names", "ada", "bob"));
      assertThat(bob.next()).isEqualTo(joined("ada"));
      assertThat(bob.send(WHO).next()).isEqualTo(room("names", "ada", "bob"));
    }
  }

  @Test
  void close_ofAClient_isToldToTheOthers() throws Exception {
    try (Guest ada = join("ada", "farewell");
        Guest bob = join("bob", "farewell")) {
      assertThat(ada.next()).isEqualTo(joined("bob"));

      bob.leave();

      assertThat(ada.next()).isEqualTo("{\"type\":\"left\",\"name\":\"bob\"}");
      assertThat(ada.send(WHO).next()).isEqualTo(room("farewell", "ada"));
    }
  }

  @Test
  void join_ofAnotherRoom_leavesTheFirst() throws Exception {
    try (Guest ada = join("ada", "first");
        Guest bob = join("bob", "first")) {
      assertThat(ada.next()).isEqualTo(joined("bob"));

      bob.send("{\"action\":\"join\",\"room\":\"second\"}");

      assertThat(bob.next()).isEqualTo(room("second", "bob"));
      assertThat(ada.next()).isEqualTo("{\"type\":\"left\",\"name\":\"bob\"}");
    }
  }

  @Test
  void client_whoseConnectionIsGone_isNoLongerInTheRoom() throws Exception {
    try (Guest ada = join("ada", "gone")) {
      Set<String> before = emulator.gateway().openConnectionIds();
      try (Guest bob = join("bob", "gone")) {
        assertThat(ada.next()).isEqualTo(joined("bob"));
        Set<String> bobs = new HashSet<>(emulator.gateway().openConnectionIds());
        bobs.removeAll(before);
        FailPosts gone =
            new FailPosts(410, FailPosts.Client.MISSES, 1, Optional.of(bobs.iterator().next()));
        emulator.faults().inject(gone);

        assertThat(ada.say("anybody?").next()).isEqualTo(said("ada", "anybody?"));

        await()
            .untilAsserted(() -> assertThat(ada.send(WHO).next()).isEqualTo(room("gone", "ada")));
        emulator.faults().end(gone);
        assertThat(bob.say("still here").next()).contains("You are in no room");
      }
    }
  }

  @Test
  void message_whileTheTableFails_isAnsweredWithTheReason() throws Exception {
    try (Guest ada = join("ada", "outage")) {
      ThrottleDynamoDb outage = new ThrottleDynamoDb(1, Optional.of("GetItem"));
      emulator.faults().inject(outage);

      assertThat(ada.send(WHO).next()).contains("cannot reach its table: try again");

      emulator.faults().end(outage);
      assertThat(ada.send(WHO).next()).isEqualTo(room("outage", "ada"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello                                  | The action is join, say or who.
          {"action":"dance"}                     | The action is join, say or who.
          {"action":"say"}                       | Say a text of 1 to 2000 characters.
          {"action":"say","text":" "}            | Say a text of 1 to 2000 characters.
          {"action":"say","text":{}}             | The fields room and text are texts.
          {"action":"say","text":"hi"}           | You are in no room: enter one with the action join.
          {"action":"who"}                       | You are in no room: enter one with the action join.
          {"action":"join","room":"The Kitchen"} | A room's name has 1 to 32 lower-case letters, digits or hyphens.
          """)
  void message_thatCannotBeDone_isAnsweredWithTheReason(String message, String reason)
      throws Exception {
    try (Guest ada = new Guest(emulator.webSocketUrl(), "?name=ada")) {
      assertThat(ada.send(message).next())
          .isEqualTo("{\"type\":\"error\",\"reason\":\"" + reason + "\"}");
    }
  }

  @Test
  void connect_withAnUnusableName_isRefused() {
    assertThatThrownBy(() -> new Guest(emulator.webSocketUrl(), "?name=ada%20l").close())
        .hasCauseInstanceOf(WebSocketHandshakeException.class)
        .cause()
        .extracting(e -> ((WebSocketHandshakeException) e).getResponse().statusCode())
        .isEqualTo(400);
  }

  /** Somebody who has entered a room, and has heard so. */
  private Guest join(String name, String room) throws Exception {
    Guest guest = new Guest(emulator.webSocketUrl(), "?room=" + room + "&name=" + name).send(JOIN);
    assertThat(guest.next()).startsWith("{\"type\":\"room\",\"room\":\"" + room + "\"");
    return guest;
  }

  private static String joined(String name) {
    return "{\"type\":\"joined\",\"name\":\"" + name + "\"}";
  }

  private static String said(String from, String text) {
    return "{\"type\":\"said\",\"from\":\"" + from + "\",\"text\":\"" + text + "\"}";
  }

  private static String room(String room, String... members) {
    return "{\"type\":\"room\",\"room\":\"%s\",\"members\":[\"%s\"]}"
        .formatted(room, String.join("\",\"", members));
  }
}
