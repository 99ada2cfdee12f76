// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.protocol.ClientMessage.Ack;
import dev.eventsrelay.protocol.ClientMessage.Malformed;
import dev.eventsrelay.protocol.ClientMessage.Ping;
import dev.eventsrelay.protocol.ClientMessage.Result;
import dev.eventsrelay.protocol.ClientMessage.Subscribe;
import dev.eventsrelay.protocol.ClientMessage.UnknownObject;
import dev.eventsrelay.protocol.ClientMessage.UnknownText;
import dev.eventsrelay.protocol.ClientMessage.Unsubscribe;
import dev.eventsrelay.protocol.ClientMessage.UnusableCommand;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Texts of every sort against the parser. The long form:
 *
 * <pre>{@code
 * ./mvnw -pl handlers-core test -Dtest=ParserFuzzTest -Dfuzz.frames=5000000 -Dfuzz.seed=2
 * }</pre>
 */
class ParserFuzzTest {
  private static final int FRAMES = Integer.getInteger("fuzz.frames", 100_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  private final MessageParser parser = new MessageParser();

  @Test
  void texts_ofEverySort_areReadAsTheirTreeIs() {
    long start = System.nanoTime();
    Frames frames = new Frames(SEED, "fuzz");
    Map<String, Integer> counts = new TreeMap<>();
    long characters = 0;
    for (int i = 0; i < FRAMES; i++) {
      String text = frames.nextText();
      ReadAsTree expected = ReadAsTree.of(text);
      check(text, expected, i);
      counts.merge(expected.type().getSimpleName(), 1, Integer::sum);
      characters += text.length();
    }
    System.out.printf(
        "Fuzz: seed %d, %,d texts, %,d characters, %s, %,d ms%n",
        SEED, FRAMES, characters, counts, (System.nanoTime() - start) / 1_000_000);
    assertThat(counts)
        .as("every sort was made")
        .hasSize(ClientMessage.class.getPermittedSubclasses().length);
  }

  private void check(String text, ReadAsTree expected, int number) {
    ClientMessage message;
    try {
      message = parser.parse(text);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError(describe(text, number), e);
    }
    if (!new ReadAsTree(message.getClass(), guid(message)).equals(expected)) {
      throw new AssertionError(
          describe(text, number) + " is " + expected + " as a tree, and was read as " + message);
    }
    if (message instanceof Result(var _, Frame frame) && !frame.equals(Frame.of(text))) {
      throw new AssertionError(describe(text, number) + " has been changed");
    }
  }

  private static String guid(ClientMessage message) {
    return switch (message) {
      case Subscribe(var guid) -> guid.value();
      case Unsubscribe(var guid) -> guid.value();
      case Ack(var guid) -> guid.value();
      case Result(var guid, var _) -> guid.value();
      case Ping _, UnknownText _, UnknownObject _, UnusableCommand _, Malformed _ -> "";
    };
  }

  private static String describe(String text, int number) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c ->
                escaped.append(
                    c >= ' ' && c < 0x7f ? Character.toString(c) : "\\u%04x".formatted(c)));
    return "Text %d of seed %d, \"%s\",".formatted(number, SEED, escaped);
  }
}
