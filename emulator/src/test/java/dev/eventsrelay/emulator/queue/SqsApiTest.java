// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SqsApiTest {
  private static final int PATIENCE_SECONDS = 20;

  @Test
  void form_closedBeforeTheAnswer_isGivenUp() throws Exception {
    assertThat(endOfCall(SqsApi::close)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void form_sqsHangsUp_hasNoAnswer() throws Exception {
    assertThat(endOfCall(_ -> {})).isInstanceOf(IOException.class);
  }

  /** What ends a call when first its client does something and then SQS hangs up. */
  private static Exception endOfCall(Consumer<SqsApi> meanwhile) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SqsApi sqs =
            new SqsApi(URI.create("http://127.0.0.1:" + server.getLocalPort()), "us-east-1")) {
      CompletableFuture<Exception> end = new CompletableFuture<>();
      Thread.startVirtualThread(
          () -> {
            try {
              end.completeExceptionally(
                  new AssertionError(sqs.form("/queue", "", "Action=SendMessage").toString()));
            } catch (IOException | InterruptedException e) {
              end.complete(e);
            }
          });
      try (Socket _ = server.accept()) {
        meanwhile.accept(sqs);
      }
      return end.get(PATIENCE_SECONDS, SECONDS);
    }
  }
}
