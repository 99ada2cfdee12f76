// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameLimitsTest {
  private static final String QUOTAS =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html";
  private static final String BINARY =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html";
  private static final String RFC = "https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1";
  private static final int KB = 1024;

  private final TestFunction messages = TestFunction.succeeding();
  private final TestFunction disconnects = TestFunction.succeeding();
  private final Gateway gateway =
      Gateways.with("$default", messages, "$disconnect", disconnects).start();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = QUOTAS)
  void frame_of32Kb_isTaken() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      client.sendFrame(RawClient.TEXT, true, letters(32 * KB));
      assertThat(messages.nextEvent().path("body").textValue()).hasSize(32 * KB);
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = QUOTAS)
  void frame_above32Kb_closesWith1009() throws Exception {
    assertRefused(1009, RawClient.frame(RawClient.TEXT, true, letters(32 * KB + 1)));
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = QUOTAS)
  void frame_muchTooLarge_stillLetsTheClientReadWhy() throws Exception {
    assertRefused(1009, RawClient.frame(RawClient.TEXT, true, letters(4 * KB * KB)));
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = QUOTAS)
  void message_of128KbInFragments_isOneEvent() throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      client.sendFrame(RawClient.TEXT, false, letters(32 * KB));
      client.sendFrame(RawClient.CONTINUATION, false, letters(32 * KB));
      client.sendFrame(RawClient.CONTINUATION, false, letters(32 * KB));
      client.sendFrame(RawClient.CONTINUATION, true, letters(32 * KB));
      assertThat(messages.nextEvent().path("body").textValue()).hasSize(128 * KB);
      assertThat(messages.events()).hasSize(1);
    }
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = QUOTAS)
  void message_above128KbInFragments_closesWith1009() throws Exception {
    byte[] full = letters(32 * KB);
    assertRefused(
        1009,
        RawClient.frame(RawClient.TEXT, false, full),
        RawClient.frame(RawClient.CONTINUATION, false, full),
        RawClient.frame(RawClient.CONTINUATION, false, full),
        RawClient.frame(RawClient.CONTINUATION, false, full),
        RawClient.frame(RawClient.CONTINUATION, true, letters(1)));
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = BINARY)
  void frame_binary_closesWith1003() throws Exception {
    assertRefused(1003, RawClient.frame(RawClient.BINARY, true, letters(3)));
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = RFC)
  void text_notUtf8_closesWith1007() throws Exception {
    byte[] surrogate = {(byte) 0xed, (byte) 0xa0, (byte) 0x80};
    assertRefused(1007, RawClient.frame(RawClient.TEXT, true, surrogate));
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = RFC)
  void frame_unmasked_closesWith1002() throws Exception {
    assertRefused(1002, new byte[] {(byte) 0x81, 1, 'x'});
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = RFC)
  void frame_reservedBitOrOpcode_closesWith1002() throws Exception {
    byte[] reservedBit = RawClient.frame(RawClient.TEXT, true, letters(1));
    reservedBit[0] |= 0x40;
    assertRefused(1002, reservedBit);
    assertRefused(1002, RawClient.frame(3, true, letters(1)));
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = RFC)
  void frame_controlInFragmentsOrTooLong_closesWith1002() throws Exception {
    assertRefused(1002, RawClient.frame(RawClient.PING, false, letters(1)));
    assertRefused(1002, RawClient.frame(RawClient.PING, true, letters(126)));
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = RFC)
  void frame_outOfSequence_closesWith1002() throws Exception {
    assertRefused(1002, RawClient.frame(RawClient.CONTINUATION, true, letters(1)));
    assertRefused(
        1002,
        RawClient.frame(RawClient.TEXT, false, letters(1)),
        RawClient.frame(RawClient.TEXT, true, letters(1)));
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = RFC)
  void closeFrame_withoutAValidStatus_closesWith1002() throws Exception {
    assertRefused(1002, RawClient.frame(RawClient.CLOSE, true, letters(1)));
    assertRefused(1002, RawClient.frame(RawClient.CLOSE, true, new byte[] {0x03, (byte) 0xed}));
  }

  private void assertRefused(int status, byte[]... frames) throws Exception {
    try (RawClient client = RawClient.connected(gateway)) {
      for (byte[] frame : frames) {
        try {
          client.send(frame);
        } catch (IOException alreadyClosing) {
          break;
        }
      }
      assertThat(client.readCloseStatus()).isEqualTo(status);
      assertThat(client.isAtEnd()).isTrue();
    }
    assertThat(
            disconnects.nextEvent().path("requestContext").path("disconnectStatusCode").intValue())
        .isEqualTo(status);
    assertThat(messages.events()).isEmpty();
  }

  private static byte[] letters(int count) {
    byte[] letters = new byte[count];
    Arrays.fill(letters, (byte) 'x');
    return letters;
  }
}
