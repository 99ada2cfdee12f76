// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.function.WebSocketEvent;
import dev.eventsrelay.protocol.ClientMessage;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.protocol.MessageParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleFrameTest {
  @ParameterizedTest
  @EnumSource
  void frame_ofAnySize_isAResultThatApiGatewayTakes(SampleFrame frame) {
    assertThat(new MessageParser().parse(frame.text()))
        .isEqualTo(new ClientMessage.Result(new Guid(SampleFrame.GUID), Frame.of(frame.text())));
    assertThat(frame.size()).isLessThanOrEqualTo(SampleFrame.MAX_BYTES);
  }

  @Test
  void frame_thatIsLarge_isNearlyTheLargest() {
    assertThat(SampleFrame.LARGE.size()).isGreaterThan(SampleFrame.MAX_BYTES - 1024);
  }

  @ParameterizedTest
  @EnumSource
  void event_ofAnyFrame_isReadAlikeByBothReaders(SampleFrame frame) throws IOException {
    byte[] json = MessageEvent.of(frame.text());

    APIGatewayV2WebSocketEvent runtimes =
        RuntimeSerializer.of(APIGatewayV2WebSocketEvent.class)
            .fromJson(new ByteArrayInputStream(json));
    // The relay does not read what it does not use.
    assertThat(runtimes.getRequestContext().getRouteKey()).isEqualTo("$default");
    for (APIGatewayV2WebSocketEvent event :
        List.of(WebSocketEvent.read(new ByteArrayInputStream(json)), runtimes)) {
      assertThat(event.getBody()).isEqualTo(frame.text());
      assertThat(event.getRequestContext().getConnectionId()).hasSize(16);
    }
  }
}
