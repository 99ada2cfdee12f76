// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResponseTest {
  private static final String SOURCE =
      "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html";

  @ParameterizedTest
  @RestsOn(value = Evidence.DOCUMENTED, source = SOURCE)
  @ValueSource(
      strings = {
        "",
        "null",
        "{}",
        "{\"batchItemFailures\":[]}",
        "{\"batchItemFailures\":null}",
      })
  void response_empty_isSuccess(String payload) {
    assertThat(parse(payload)).isEqualTo(new BatchResponse.Failures(Set.of()));
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = SOURCE)
  void response_withAnId_isThatFailure() {
    assertThat(parse("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}"))
        .isEqualTo(new BatchResponse.Failures(Set.of("b")));
  }

  @ParameterizedTest
  @RestsOn(value = Evidence.DOCUMENTED, source = SOURCE)
  @ValueSource(
      strings = {
        "no JSON",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
        "{\"batchItemFailures\":[{\"id\":\"a\"}]}",
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"other\"}]}",
      })
  void response_malformed_failsTheWholeBatch(String payload) {
    assertThat(parse(payload)).isInstanceOf(BatchResponse.Unusable.class);
  }

  private static BatchResponse parse(String payload) {
    return BatchResponse.parse(payload.getBytes(UTF_8), Set.of("a", "b"));
  }
}
