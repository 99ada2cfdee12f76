// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.protocol.ClientMessage.Ack;
import dev.eventsrelay.protocol.ClientMessage.Malformed;
import dev.eventsrelay.protocol.ClientMessage.Ping;
import dev.eventsrelay.protocol.ClientMessage.Result;
import dev.eventsrelay.protocol.ClientMessage.Subscribe;
import dev.eventsrelay.protocol.ClientMessage.UnknownObject;
import dev.eventsrelay.protocol.ClientMessage.UnknownText;
import dev.eventsrelay.protocol.ClientMessage.Unsubscribe;
import dev.eventsrelay.protocol.ClientMessage.UnusableCommand;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageParserTest {
  private final MessageParser parser = new MessageParser();

  @Test
  void commands_areReadExactly() {
    assertThat(parser.parse("subscribe: g")).isEqualTo(new Subscribe(new Guid("g")));
    assertThat(parser.parse("unsubscribe: g")).isEqualTo(new Unsubscribe(new Guid("g")));
    assertThat(parser.parse("ack: g")).isEqualTo(new Ack(new Guid("g")));
    assertThat(parser.parse("ping")).isEqualTo(new Ping());
  }

  @Test
  void guidOfCommand_isNotTrimmed() {
    assertThat(parser.parse("subscribe: g ")).isEqualTo(new Subscribe(new Guid("g ")));
    assertThat(parser.parse("subscribe:  g")).isEqualTo(new Subscribe(new Guid(" g")));
    assertThat(parser.parse("ack: g\n")).isEqualTo(new Ack(new Guid("g\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "subscribe:g",
        "subscribe:",
        "SUBSCRIBE: g",
        " subscribe: g",
        "ping ",
        "ping\n",
        "pong",
        "[\"guid\"]",
        " {\"guid\":\"g\"}",
        "\ufeff{\"guid\":\"g\"}",
        "\"guid\""
      })
  void otherText_isUnknown(String text) {
    assertThat(parser.parse(text)).isEqualTo(new UnknownText());
  }

  @Test
  void missingBody_isMalformed() {
    assertThat(parser.parse(null)).isInstanceOf(Malformed.class);
  }

  static Stream<Arguments> results() {
    return Stream.of(
        arguments("{\"guid\":\"g\"}", "g"),
        arguments("{\"guid\":\"first\",\"guid\":\"last\"}", "last"),
        arguments("{\"guid\":0,\"guid\":\"last\"}", "last"),
        arguments("{\"a\":{\"guid\":\"nested\"},\"guid\":\"top\"}", "top"),
        arguments(
            "{\"guid\":\"top\",\"a\":{\"guid\":\"nested\"},\"b\":[{\"guid\":\"deep\"}]}", "top"),
        arguments("{\"\\u0067uid\":\"escaped key\"}", "escaped key"),
        arguments("{\"guid\":\"\\u0067\\n\\ud83d\\ude80\"}", "g\n\ud83d\ude80"),
        arguments("{ \"guid\" :\t\"g\"\r\n}", "g"),
        arguments("{\"GUID\":\"upper\",\"guid\":\"g\"}", "g"),
        arguments("{\"type\":\"ack\",\"guid\":\"g\"}", "g"));
  }

  @ParameterizedTest
  @MethodSource("results")
  void object_withGuid_isResultWithTheSameBytes(String json, String guid) {
    ClientMessage message = parser.parse(json);

    assertThat(message).isInstanceOf(Result.class);
    assertThat(((Result) message).guid()).isEqualTo(new Guid(guid));
    assertThat(((Result) message).frame().utf8()).isEqualTo(json.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"guid\":\"\"}",
        "{\"guid\":0}",
        "{\"guid\":17}",
        "{\"guid\":null}",
        "{\"guid\":false}",
        "{\"guid\":true}",
        "{\"guid\":[\"g\"]}",
        "{\"guid\":{\"guid\":\"g\"}}",
        "{\"guid\":\"first\",\"guid\":\"\"}",
        "{\"a\":{\"guid\":\"nested\"}}",
        "{\"guid\":\"\\ud800\"}",
      })
  void object_withoutUsableGuid_isUnknownObject(String json) {
    assertThat(parser.parse(json)).isInstanceOf(UnknownObject.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{bad",
        "{\"guid\":\"g\"",
        "{\"guid\":\"g\"}}",
        "{\"guid\":\"g\"}{\"guid\":\"g\"}",
        "{\"guid\":\"g\"} trailing",
        "{\"guid\":\"g\",}",
        "{\"guid\":'g'}",
        "{guid:\"g\"}",
        "{\"guid\":\"g\",\"n\":01}",
        "{\"guid\":\"g\",\"n\":NaN}",
        "{\"guid\":\"g\",\"n\":+1}",
        "{\"guid\":\"g\",\"s\":\"\u0001\"}",
        "{\"guid\":\"g\",\"s\":\"\\x\"}",
        "{\"guid\":\"g\",/* comment */\"a\":1}",
      })
  void text_thatBeginsLikeAnObjectAndIsNone_isMalformed(String text) {
    assertThat(parser.parse(text)).isInstanceOf(Malformed.class);
  }

  @Test
  void malformed_saysWhereButNotWhat() {
    assertThat(parser.parse("{\"secret\":tru}"))
        .isInstanceOfSatisfying(
            Malformed.class,
            malformed ->
                assertThat(malformed.reason()).contains("character").doesNotContain("tru"));
  }

  @Test
  void frame_of128KiB_isRead() {
    String filler = "x".repeat(128 * 1024 - "{\"a\":\"\",\"guid\":\"g\"}".length());
    String json = "{\"a\":\"" + filler + "\",\"guid\":\"g\"}";
    assertThat(json).hasSize(128 * 1024);

    assertThat(parser.parse(json)).isEqualTo(new Result(new Guid("g"), Frame.of(json)));
  }

  @Test
  void frame_nestedAsDeepAsItFits_isRead() {
    int depth = 60_000;
    String json = "{\"guid\":\"g\",\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    assertThat(parser.parse(json)).isInstanceOf(Result.class);
  }

  @Test
  void frame_withHugeNumberAndName_isRead() {
    String json = "{\"" + "n".repeat(60_000) + "\":" + "9".repeat(60_000) + ",\"guid\":\"g\"}";

    assertThat(parser.parse(json)).isInstanceOf(Result.class);
  }

  @Test
  void guid_upToItsLimit_isUsable() {
    String longest = "x".repeat(Topic.MAX_BYTES);

    assertThat(parser.parse("subscribe: " + longest)).isEqualTo(new Subscribe(new Guid(longest)));
    assertThat(parser.parse("subscribe: x" + longest)).isInstanceOf(UnusableCommand.class);
    assertThat(parser.parse("{\"guid\":\"x" + longest + "\"}")).isInstanceOf(UnknownObject.class);
  }

  @Test
  void guid_ofCommandThatIsEmpty_isUnusable() {
    assertThat(parser.parse("subscribe: ")).isInstanceOf(UnusableCommand.class);
  }
}
