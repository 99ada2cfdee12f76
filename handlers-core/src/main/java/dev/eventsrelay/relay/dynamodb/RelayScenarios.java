// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.dynamodb;

import static dev.eventsrelay.relay.dynamodb.RehearsedTable.ALONE;
import static dev.eventsrelay.relay.dynamodb.RehearsedTable.GONE;
import static dev.eventsrelay.relay.dynamodb.RehearsedTable.SUBSCRIBED;
import static dev.eventsrelay.relay.dynamodb.RehearsedTable.WAITING;

import dev.eventsrelay.rehearsal.Scenario;
import dev.eventsrelay.rehearsal.Step;
import java.util.List;

/** What the relay's functions are rehearsed with: all that traffic consists of, results first. */
public final class RelayScenarios {
  private RelayScenarios() {}

  /**
   * Clients' messages.
   *
   * @param keeps whether the relay keeps a result that nobody has received
   */
  public static Scenario messages(boolean keeps) {
    int unheard = keeps ? 202 : 404;
    return of(
        Step.message("subscribe: " + SUBSCRIBED, 200),
        Step.message(result(SUBSCRIBED), 200),
        Step.message("ack: " + SUBSCRIBED, 200),
        Step.message("unsubscribe: " + SUBSCRIBED, 200),
        Step.message(result(SUBSCRIBED), 200),
        Step.message(result(ALONE), unheard),
        Step.message("subscribe: " + WAITING, 200),
        Step.message(result(SUBSCRIBED), 200),
        Step.message("ping", 200),
        Step.message(result(GONE), unheard));
  }

  /** Clients that connect. */
  public static Scenario connections() {
    return of(new Step("$connect", "CONNECT", "", 200));
  }

  /** Clients that are gone. */
  public static Scenario disconnections() {
    return of(new Step("$disconnect", "DISCONNECT", "", 200));
  }

  private static Scenario of(Step... steps) {
    return new Scenario(List.of(steps), new RehearsedTable(List.of(result(ALONE), result(GONE))));
  }

  /** As a small compilation has it. */
  private static String result(String guid) {
    return """
    {"guid":"%s","code":0,"okToCache":true,"timedOut":false,"stdout":[{"text":"Hello, world"}],\
    "stderr":[],"execTime":"214","asm":[%s{}]}\
    """
        .formatted(guid, "{\"text\":\"        mov     eax, DWORD PTR [rbp-4]\"},".repeat(17));
  }
}
