// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DemoTest {
  private final StringWriter transcript = new StringWriter();

  @Test
  void relay_thatWorks_isShownFrameByFrame() throws Exception {
    play(UnaryOperator.identity(), 0);

    assertThat(transcript.toString().lines().map(line -> line.substring(11).strip()))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("router     connected to ws://127.0.0.1:"),
            line -> assertThat(line).startsWith("worker     connected to ws://127.0.0.1:"),
            line -> assertThat(line).isEqualTo("router --> ping"),
            line -> assertThat(line).isEqualTo("router <-- pong"),
            line -> assertThat(line).startsWith("router --> subscribe: "),
            line -> assertThat(line).startsWith("worker --> {\"guid\":"),
            line -> assertThat(line).startsWith("router <-- {\"guid\":"),
            line -> assertThat(line).isEqualTo("router     has the result, byte for byte"),
            line -> assertThat(line).startsWith("router --> ack: "),
            line -> assertThat(line).startsWith("worker <-- {\"type\":\"ack\""),
            line -> assertThat(line).isEqualTo("worker     has its ack"),
            line -> assertThat(line).startsWith("router --> unsubscribe: "));
  }

  @Test
  void result_lost_isSentAgain() throws Exception {
    play(UnaryOperator.identity(), 1);

    assertThat(transcript.toString()).contains("sends again").contains("has its ack");
  }

  @Test
  void result_written_again_isNoticed() {
    assertThatThrownBy(() -> play(frame -> frame.replace("\", \"", "\",\""), 0))
        .isInstanceOf(DemoException.class)
        .hasMessageStartingWith("Expected {\"guid\":");
  }

  @Test
  void ack_ofWrongShape_isNoticed() {
    assertThatThrownBy(() -> play(frame -> frame.replace("acknowledgedBy", "by"), 0))
        .isInstanceOf(DemoException.class)
        .hasMessageStartingWith("The worker expected an ack, but got: {");
  }

  @Test
  void relay_notThere_saysWhatToDo() {
    Demo demo = new Demo(URI.create("ws://127.0.0.1:1/prod"), new PrintWriter(transcript));

    assertThatThrownBy(demo::play)
        .isInstanceOf(DemoException.class)
        .hasMessage(
            "No relay answers at ws://127.0.0.1:1/prod: start one with ./run-local, or name its"
                + " address with --url.");
  }

  @Test
  void stage_wrong_isNamedAsTheLikelyCause() {
    try (FakeRelay relay = new FakeRelay(UnaryOperator.identity(), 0)) {
      Demo demo = new Demo(relay.url().resolve("/beta"), new PrintWriter(transcript));

      assertThatThrownBy(demo::play)
          .isInstanceOf(DemoException.class)
          .hasMessageContaining("status 403; is the stage in the URL right?");
    }
  }

  private void play(UnaryOperator<String> onTheWay, int resultsLost) throws Exception {
    try (FakeRelay relay = new FakeRelay(onTheWay, resultsLost)) {
      new Demo(relay.url(), new PrintWriter(transcript)).play();
    }
  }
}
