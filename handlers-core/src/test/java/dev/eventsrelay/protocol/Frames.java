// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes frames that a client should not send, and some that it may. The same for the same seed. Not
 * thread-safe.
 */
public final class Frames {
  /** Less than API Gateway's limit, at which it closes the connection. */
  private static final int MAX_BYTES = 31 * 1024;

  private static final List<String> COMMANDS =
      List.of("subscribe: ", "unsubscribe: ", "ack: ", "ping");

  private static final List<String> ALMOST_COMMANDS =
      List.of(
          "",
          " ",
          "Ping",
          "ping\n",
          "pong",
          "subscribe:",
          "subscribe:x",
          "Subscribe: x",
          " subscribe: x",
          "unsubscribe",
          "ack:x",
          "[]",
          "[{\"guid\":\"x\"}]",
          "null",
          "\"guid\"",
          " {\"guid\":\"x\"}",
          "\uFEFF{\"guid\":\"x\"}",
          "{",
          "{}",
          "{\"guid\"",
          "{\"guid\":}",
          "{\"guid\":\"\"}",
          "{\"guid\":null}",
          "{\"guid\":0}",
          "{\"guid\":{\"guid\":\"x\"}}",
          "{\"guid\":\"\\ud800\"}",
          "{'guid':'x'}",
          "{guid:\"x\"}",
          "{\"guid\":\"x\"}}",
          "{\"guid\":\"x\",}",
          "{\"guid\":\"x\"}//",
          "{\"guid\":\"x\",\"n\":NaN}",
          "{\"guid\":\"x\",\"n\":01}");

  private final Random random;
  private final String guid;
  private int made;

  /**
   * Frames of that seed.
   *
   * @param guid of the results among them, without characters that JSON escapes
   */
  public Frames(long seed, String guid) {
    this.random = new Random(seed);
    this.guid = guid;
  }

  /**
   * The next text, which need not be one that fits into a WebSocket message: halves of pairs of
   * surrogates are among it.
   */
  public String nextText() {
    String frame = random.nextInt(8) == 0 ? command() : next();
    if (random.nextInt(8) > 0) {
      return frame;
    }
    char half = (char) (Character.MIN_SURROGATE + random.nextInt(0x800));
    return new StringBuilder(frame).insert(random.nextInt(frame.length() + 1), half).toString();
  }

  private String command() {
    String command = COMMANDS.get(random.nextInt(COMMANDS.size()));
    if (command.equals("ping")) {
      return command;
    }
    return command + (random.nextInt(4) == 0 ? text(random.nextInt(1_400)) : guid);
  }

  /** The next frame; no two results are the same. */
  public String next() {
    made++;
    String frame =
        switch (random.nextInt(8)) {
          case 0 -> result();
          case 1, 2 -> mutated(result());
          case 3 -> text(random.nextInt(200));
          case 4 -> nested();
          case 5 -> hugeNumber();
          case 6 -> duplicateKeys();
          default -> ALMOST_COMMANDS.get(random.nextInt(ALMOST_COMMANDS.size()));
        };
    return frame.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES ? result() : frame;
  }

  private String result() {
    return "{\"n\":%d,\"guid\":\"%s\",\"text\":\"%s\",\"more\":[1,-2.5e3,true,null,{\"guid\":\"inner\"}]}"
        .formatted(made, guid, escaped(random.nextInt(300)));
  }

  private String mutated(String frame) {
    StringBuilder text = new StringBuilder(frame);
    for (int i = random.nextInt(4); i >= 0 && !text.isEmpty(); i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, text(1));
        case 2 -> text.replace(at, at + 1, text(1));
        case 3 -> text.setLength(Math.max(1, at));
        default -> text.insert(at, text.substring(0, at));
      }
    }
    return valid(text.toString());
  }

  private String nested() {
    int depth = 1 + magnitude(13);
    String open = random.nextBoolean() ? "[" : "{\"a\":";
    String close = open.equals("[") ? "]" : "}";
    int closed = random.nextInt(4) == 0 ? random.nextInt(depth) : depth;
    return "{\"guid\":\"%s\",\"n\":%d,\"deep\":%s1%s}"
        .formatted(guid, made, open.repeat(depth / 2), close.repeat(closed / 2));
  }

  private String hugeNumber() {
    String digits = Integer.toString(1 + random.nextInt(9)).repeat(1 + magnitude(14));
    String number =
        switch (random.nextInt(4)) {
          case 0 -> digits;
          case 1 -> "-" + digits + "." + digits;
          case 2 -> "1e" + random.nextInt(Integer.MAX_VALUE);
          default -> "1E-99999999999999999999";
        };
    return "{\"huge\":%s,\"n\":%d,\"guid\":\"%s\"}".formatted(number, made, guid);
  }

  private String duplicateKeys() {
    List<String> values = List.of("\"" + guid + "\"", "\"other\"", "1", "null", "{}", "\"\"");
    return IntStream.rangeClosed(0, 1 + random.nextInt(3))
        .mapToObj(_ -> "\"guid\":" + values.get(random.nextInt(values.size())))
        .collect(Collectors.joining(",", "{\"n\":" + made + ",", "}"));
  }

  /** As many small ones as large ones, below that power of two. */
  private int magnitude(int bits) {
    return random.nextInt(1 << (1 + random.nextInt(bits)));
  }

  /** Any characters but halves of pairs, which no WebSocket message can hold. */
  private String text(int length) {
    return random
        .ints(length, 0, random.nextBoolean() ? 0x80 : 0x11000)
        .map(c -> c >= 0xD800 && c < 0xE000 ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private String escaped(int length) {
    return random
        .ints(length, 0, 0x10000)
        .mapToObj("\\u%04x"::formatted)
        .collect(Collectors.joining());
  }

  private static String valid(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
