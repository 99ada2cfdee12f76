// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.emulator.faults.Fault.Cut;
import dev.eventsrelay.emulator.faults.Fault.DelayPosts;
import dev.eventsrelay.emulator.faults.Fault.FailDynamoDb;
import dev.eventsrelay.emulator.faults.Fault.FailPosts;
import dev.eventsrelay.emulator.faults.Fault.FailPosts.Client;
import dev.eventsrelay.emulator.faults.Fault.KillEnvironment;
import dev.eventsrelay.emulator.faults.Fault.Standing;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTextTest {
  @Test
  void line_withOptions_isThatFault() {
    assertThat(FaultText.parse("  fail-posts client=is-cut  status=410 rate=0.05\n"))
        .isEqualTo(new FailPosts(410, Client.IS_CUT, 0.05, Optional.empty()));
    assertThat(FaultText.parse("delay-posts by=3s connection=JC1dgf9yoAMCK-g="))
        .isEqualTo(new DelayPosts(Duration.ofSeconds(3), 1, Optional.of("JC1dgf9yoAMCK-g=")));
    assertThat(FaultText.parse("fail-dynamodb carried-out=true operation=Query"))
        .isEqualTo(new FailDynamoDb(500, true, 1, Optional.of("Query")));
  }

  @Test
  void line_withoutOptions_leavesThemToTheFault() {
    assertThat(FaultText.parse("cut")).isEqualTo(new Cut(Optional.empty()));
    assertThat(FaultText.parse("kill-environment function=Answer"))
        .isEqualTo(new KillEnvironment(Optional.of("Answer")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refuse-connect status=503 rate=0.5",
        "delay-posts by=250ms rate=1.0 connection=JC1dgf9yoAMCK-g=",
        "fail-posts status=500 client=gets rate=0.05",
        "delay-dynamodb by=20ms rate=1.0 operation=Query",
        "throttle-dynamodb rate=0.25",
        "fail-dynamodb status=503 carried-out=true rate=0.1 operation=UpdateItem",
        "delay-sqs by=500ms rate=0.5 operation=ReceiveMessage",
        "throttle-sqs rate=1.0",
        "fail-sqs status=500 carried-out=true rate=1.0 operation=DeleteMessageBatch",
      })
  void standingFault_written_isReadBack(String line) {
    assertThat(FaultText.parse(line)).isInstanceOf(Standing.class);
    assertThat(FaultText.of((Standing) FaultText.parse(line))).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "explode                        | There is no fault \"explode\", only kill-environment,",
        "fail-posts                     | fail-posts needs status=.",
        "fail-posts status=200          | status is 200 and must be an error, 400 to 599.",
        "fail-posts status=many         | status is \"many\" and must be a number.",
        "fail-posts status=500 rate=0   | rate is 0.0 and must be above 0 and at most 1.",
        "fail-posts status=500 rate=NaN | rate is NaN and must be above 0 and at most 1.",
        "fail-posts status=500 rate=5%  | rate is \"5%\" and must be a share such as 0.05.",
        "fail-posts status=500 client=x | client is \"x\" and must be misses, gets or is-cut.",
        "fail-posts status=500 what=x   | fail-posts has no option what.",
        "fail-posts status=500 what     | \"what\" is no option; an option is NAME=VALUE.",
        "delay-posts by=soon            | by is \"soon\" and must be a time such as 500ms or 3s.",
        "delay-posts by=0ms             | by is PT0S and must be above 0.",
        "slow bytes-per-second=0        | bytes-per-second is 0 and must be at least 1.",
        "fail-dynamodb status=400       | status is 400 and must be 500 to 599: an error of",
        "fail-dynamodb carried-out=yes  | carried-out is \"yes\" and must be true or false.",
      })
  void line_wrong_isASentence(String line, String sentence) {
    assertThatThrownBy(() -> FaultText.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(sentence);
  }
}
