// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.eventsrelay.emulator.faults.PostFate.Answer;
import dev.eventsrelay.emulator.gateway.Interceptor;
import dev.eventsrelay.emulator.gateway.Post;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** Applies the standing faults to a gateway's requests. */
record GatewayFaults(StandingFaults faults) implements Interceptor {
  @Override
  public OptionalInt refusal() {
    return faults.refusal();
  }

  @Override
  public void post(Post post) {
    PostFate fate = faults.post(post.connectionId());
    if (fate.delay().isZero()) {
      answer(post, fate.answer());
      return;
    }
    CompletableFuture.delayedExecutor(fate.delay().toMillis(), MILLISECONDS)
        .execute(() -> answer(post, fate.answer()));
  }

  private static void answer(Post post, Answer answer) {
    switch (answer) {
      case Answer.True() -> post.proceed();
      case Answer.Failed(int status, Fault.FailPosts.Client client) -> {
        switch (client) {
          case MISSES -> post.fail(status);
          case GETS -> post.proceedAndFail(status);
          case IS_CUT -> {
            boolean _ = post.onChannel(ConnectionFaults::reset);
            post.fail(status);
          }
        }
      }
    }
  }
}
