// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * A process put together as in Lambda, whose handler uses up what a process has, and that would go
 * on all the same.
 */
final class ExhaustedProcess {
  static final String STILL_IN_SERVICE = "still in service";

  private final List<Object> held = new ArrayList<>();

  private ExhaustedProcess() {}

  /**
   * Serves three invocations, of which the second one exhausts the process.
   *
   * @param arguments what to exhaust: heap or descriptors
   */
  public static void main(String[] arguments) {
    WebSocketFunction function = new ExhaustedProcess().function();
    for (String body : List.of("nothing", arguments[0], "nothing")) {
      var _ =
          HandlerFixture.invoke(
              function::handle,
              HandlerFixture.event("c=", body),
              new FakeContext("request", 20_000));
    }
    System.out.println(STILL_IN_SERVICE);
  }

  private WebSocketFunction function() {
    return ExecutionEnvironment.inLambda("topic")
        .function(
            (event, _) -> {
              exhaust(String.valueOf(event.getBody()));
              return Response.ok("done");
            });
  }

  private void exhaust(String what) {
    while (true) {
      switch (what) {
        case "heap" -> held.add(new byte[1 << 20]);
        case "descriptors" -> held.add(socket());
        default -> throw new IllegalStateException("a failure of one invocation");
      }
    }
  }

  private static DatagramSocket socket() {
    try {
      return new DatagramSocket();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
