// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.eventsrelay.websocket.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol, line by line, as its real clients speak it. */
@ExtendWith(TargetExtension.class)
class ProtocolIT {
  private final Target target;
  private final List<Client> clients = new ArrayList<>();
  private final String guid = UUID.randomUUID().toString();

  ProtocolIT(Target target) {
    this.target = target;
  }

  @AfterEach
  void closeClients() {
    clients.forEach(Client::close);
  }

  static Stream<Arguments> results() {
    return Stream.of(
        arguments("compile result", "{\"guid\":\"GUID\",\"code\":0,\"stdout\":[],\"asm\":\"ret\"}"),
        arguments(
            "execution result",
            "{\"guid\":\"GUID\",\"code\":0,\"stdout\":[{\"text\":\"hi\"}],\"stderr\":[],"
                + "\"execTime\":7}"),
        arguments(
            "lightweight message",
            "{\"guid\":\"GUID\",\"s3Key\":\"9f86d081884c7d65\",\"okToCache\":true,"
                + "\"execTime\":23}"),
        arguments("white space", "{ \"guid\" :\t\"GUID\" ,\r\n \"a\" : [ 1 , 2 ] }\n"),
        arguments(
            "any Unicode",
            "{\"guid\":\"GUID\",\"t\":\"\u00e9\u20ac\u4e16\ud83d\ude80\u2028\\ud800\"}"),
        arguments("escapes", "{\"\\u0067uid\":\"GUID\",\"t\":\"\\u0000\\/\\\"\\n\"}"),
        arguments("numbers", "{\"n\":[1.0,1e400,-0,12345678901234567890],\"guid\":\"GUID\"}"),
        arguments("duplicate key, the last counts", "{\"guid\":\"other\",\"guid\":\"GUID\"}"),
        arguments("nested guid", "{\"a\":{\"guid\":\"other\"},\"guid\":\"GUID\"}"),
        arguments("ack sent by a client is a result", "{\"type\":\"ack\",\"guid\":\"GUID\"}"),
        arguments("action of no route", "{\"action\":\"$connect\",\"guid\":\"GUID\"}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void result_withSubscriber_arrivesByteForByte(String name, String template) {
    String result = template.replace("GUID", guid);
    Client router = subscriber(guid);

    connect().send(result);

    assertThat(router.next()).isEqualTo(result);
    hasNothingElse(router);
  }

  @Test
  void result_ofTheLargestFrame_arrives() {
    Client router = subscriber(guid);
    String result = resultOf(32 * 1024);

    connect().send(result);

    assertThat(router.next()).isEqualTo(result);
  }

  @Test
  void result_inFragmentsUpTo128KiB_arrivesAsOneMessage() {
    Client router = subscriber(guid);
    String result = resultOf(128 * 1024);

    connect().sendInFragments(result, 16 * 1024);

    assertThat(router.next()).isEqualTo(result);
  }

  @Test
  void result_withSeveralSubscribers_reachesEach() {
    Client first = subscriber(guid);
    Client second = connect().send("subscribe: " + guid);
    awaitSubscribers(guid, 2);

    connect().send(result());

    assertThat(first.next()).isEqualTo(result());
    assertThat(second.next()).isEqualTo(result());
  }

  @Test
  void result_whosePublisherSubscribesToo_reachesItAsWell() {
    Client client = subscriber(guid);

    client.send(result());

    assertThat(client.next()).isEqualTo(result());
  }

  @Test
  void result_goesOnlyToTheExactGuid() {
    Client suffix = subscriber("x:" + guid);
    Client prefix = subscriber(guid + "x");
    Client space = subscriber(guid + " ");
    Client exact = subscriber(guid);

    connect().send(result());

    assertThat(exact.next()).isEqualTo(result());
    suffix.receivesNothing();
    prefix.receivesNothing();
    space.receivesNothing();
  }

  @Test
  void connection_withManySubscriptions_getsEachResultOnce() {
    Client router = connect();
    List<String> guids = IntStream.range(0, 50).mapToObj(i -> guid + "-" + i).toList();
    guids.forEach(each -> router.send("subscribe: " + each));
    guids.forEach(each -> awaitSubscribers(each, 1));
    Client worker = connect();

    guids.forEach(each -> worker.send("{\"guid\":\"" + each + "\"}"));

    assertThat(router.next(50))
        .containsExactlyInAnyOrderElementsOf(
            guids.stream().map(each -> "{\"guid\":\"" + each + "\"}").toList());
    router.receivesNothing();
  }

  @Test
  void unsubscribe_endsOneSubscriptionOnly() {
    Client router = subscriber(guid);
    router.send("subscribe: other-" + guid);
    awaitSubscribers("other-" + guid, 1);

    router.send("unsubscribe: " + guid);
    awaitSubscribers(guid, 0);
    Client worker = connect().send(result(), "{\"guid\":\"other-" + guid + "\"}");

    assertThat(router.next()).isEqualTo("{\"guid\":\"other-" + guid + "\"}");
    assertThat(worker.next()).isEqualTo(Protocol.nack(guid));
    router.receivesNothing();
    worker.receivesNothing();
  }

  @Test
  void unsubscribe_ofUnknownGuid_isNotAnswered() {
    connect().send("unsubscribe: " + guid).receivesNothing();
  }

  @Test
  void ack_goesToTheSenderOfTheResult() {
    Client router = subscriber(guid);
    String routerId = Protocol.connectionIdOf(router);
    Client worker = connect().send(result());
    assertThat(router.next()).isEqualTo(result());

    router.send("ack: " + guid, "unsubscribe: " + guid);

    assertThat(worker.next()).isEqualTo(ack(guid, routerId));
    worker.receivesNothing();
    router.receivesNothing();
  }

  @Test
  void ack_ofRepeatFromNewConnection_goesThere() {
    Client router = subscriber(guid);
    Client worker = connect().send(result());
    router.next();
    worker.close();
    Client again = connect().send(result());
    router.next();

    router.send("ack: " + guid);

    assertThat(again.next()).startsWith("{\"type\":\"ack\",\"guid\":\"" + guid + "\"");
    again.receivesNothing();
  }

  @Test
  void ack_ofUnknownGuid_isNotAnswered() {
    connect().send("ack: " + guid).receivesNothing();
  }

  @Test
  void ack_ofGuidThatNeedsEscapes_isJson() {
    String odd = "q\"b\\c\u0001-" + guid;
    String escaped = "q\\\"b\\\\c\\u0001-" + guid;
    Client router = subscriber(odd);
    String routerId = Protocol.connectionIdOf(router);
    Client worker = connect().send("{\"guid\":\"" + escaped + "\"}");
    router.next();

    router.send("ack: " + odd);

    assertThat(worker.next()).isEqualTo(ack(escaped, routerId));
  }

  @Test
  void ping_isAnsweredWithPong() {
    assertThat(connect().send("ping").next()).isEqualTo("pong");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "hello",
        "PING",
        "ping\n",
        " ping",
        "pong",
        "subscribe:g",
        "Subscribe: g",
        " subscribe: g",
        "[{\"guid\":\"g\"}]",
        " {\"guid\":\"g\"}",
        "null",
        "\"guid\"",
        "17"
      })
  void otherText_isAnsweredAsUnknownText(String text) {
    Client client = connect().send(text);

    assertThat(client.next()).isEqualTo("unknown text message");
    hasNothingElse(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1}",
        "{\"guid\":\"\"}",
        "{\"guid\":0}",
        "{\"guid\":null}",
        "{\"guid\":false}",
        "{\"guid\":\"g\",\"guid\":\"\"}",
        "{\"a\":{\"guid\":\"g\"}}"
      })
  void objectWithoutGuid_isAnsweredAsUnknownObject(String object) {
    Client client = connect().send(object);

    assertThat(client.next()).isEqualTo("unknown object message");
    hasNothingElse(client);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{bad", "{", "{\"guid\":\"g\"} trailing", "{\"guid\":\"g\",}"})
  void malformedObject_isNotAnsweredAndTheConnectionStaysUsable(String text) {
    Client client = connect().send(text);

    client.receivesNothing();
    assertThat(client.send("ping").next()).isEqualTo("pong");
  }

  @ParameterizedTest
  @ValueSource(strings = {"subscribe: ", "unsubscribe: ", "ack: "})
  void command_withEmptyOrOversizeGuid_isNotAnsweredAndTheConnectionStaysUsable(String command) {
    Client client = connect().send(command, command + "x".repeat(1_012));

    client.receivesNothing();
    assertThat(client.send("ping").next()).isEqualTo("pong");
  }

  @Test
  void result_withOversizeGuid_isAnsweredAsUnknownObject() {
    assertThat(connect().send("{\"guid\":\"" + "x".repeat(1_012) + "\"}").next())
        .isEqualTo("unknown object message");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"trailing ", " leading", "tab\tand\u0001control", "\u4e16\ud83d\ude80", "#"})
  void guid_isTakenExactly(String odd) {
    String key = odd + guid + odd;
    Client router = subscriber(key);
    String escaped = key.chars().mapToObj("\\u%04x"::formatted).collect(joining());
    String result = "{\"guid\":\"" + escaped + "\"}";

    connect().send(result);

    assertThat(router.next()).isEqualTo(result);
  }

  @Test
  void guid_ofGreatestLength_isRelayed() {
    String longest = "x".repeat(1_011 - guid.length()) + guid;
    Client router = subscriber(longest);

    connect().send("{\"guid\":\"" + longest + "\"}");

    assertThat(router.next()).contains(longest);
  }

  @Test
  void waiter_thatJustCloses_leavesNothingBehind() {
    Client waiter = connect();
    String waiterId = Protocol.connectionIdOf(waiter);
    waiter.send("subscribe: " + guid);
    awaitSubscribers(guid, 1);

    waiter.close();

    awaitSubscribers(guid, 0);
    target.table().ifPresent(table -> awaitNoRows(table, waiterId));
    assertThat(connect().send(result()).next()).isEqualTo(Protocol.nack(guid));
  }

  @Test
  void client_thatDrops_leavesNothingBehind() {
    Client router = subscriber(guid);

    router.drop();

    awaitSubscribers(guid, 0);
  }

  @Test
  void reconnectedRouter_getsResultsOnItsNewConnection() {
    Client router = subscriber(guid);
    router.close();
    awaitSubscribers(guid, 0);
    Client again = subscriber(guid);

    connect().send(result());

    assertThat(again.next()).isEqualTo(result());
  }

  /**
   * Sooner than silence shows it: what belonged to an earlier message would come before the pong.
   */
  private static void hasNothingElse(Client client) {
    assertThat(client.send("ping").next()).isEqualTo("pong");
  }

  private Client connect() {
    Client client = target.connect();
    clients.add(client);
    return client;
  }

  private Client subscriber(String to) {
    Client client = connect().send("subscribe: " + to);
    awaitSubscribers(to, 1);
    return client;
  }

  private void awaitSubscribers(String of, long count) {
    target
        .table()
        .ifPresentOrElse(
            table -> table.awaitSubscribers(of, count),
            // Without the table there is nothing to await: a router sleeps 50 ms here.
            () -> await().pollDelay(Duration.ofMillis(700)).until(() -> true));
  }

  private static void awaitNoRows(Table table, String connectionId) {
    await().atMost(Duration.ofSeconds(15)).until(() -> table.rowsOf(connectionId) == 0);
  }

  private String result() {
    return "{\"guid\":\"" + guid + "\",\"code\":0}";
  }

  private String resultOf(int bytes) {
    String empty = "{\"guid\":\"" + guid + "\",\"text\":\"\"}";
    return empty.replace("\"\"", "\"" + "x".repeat(bytes - empty.length()) + "\"");
  }

  private static String ack(String guid, String acknowledgedBy) {
    return "{\"type\":\"ack\",\"guid\":\""
        + guid
        + "\",\"acknowledgedBy\":\""
        + acknowledgedBy
        + "\"}";
  }
}
