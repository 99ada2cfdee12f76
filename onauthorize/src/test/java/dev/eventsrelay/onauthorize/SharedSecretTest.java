// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import static dev.eventsrelay.onauthorize.FakeStore.NEXT;
import static dev.eventsrelay.onauthorize.FakeStore.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.onauthorize.Judgement.Accepted;
import dev.eventsrelay.onauthorize.Judgement.Reason;
import dev.eventsrelay.onauthorize.Judgement.Refused;
import dev.eventsrelay.telemetry.InvocationTelemetry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedSecretTest {
  private final Invocations invocations = new Invocations();
  private final FakeStore store = new FakeStore();
  private final SharedSecret secret = new SharedSecret(new SecretCache(store, store.clock()));

  @Test
  void secret_current_isAccepted() {
    assertThat(judge(SECRET)).isEqualTo(new Accepted(false));
  }

  @Test
  void secret_wrong_isRefused() {
    assertThat(judge(NEXT)).isEqualTo(new Refused(Reason.WRONG));
    assertThat(judge(SECRET + "x")).isEqualTo(new Refused(Reason.WRONG));
    assertThat(judge("")).isEqualTo(new Refused(Reason.WRONG));
  }

  @Test
  void secret_missing_isRefusedWithoutAskingTheStore() {
    try (InvocationTelemetry told = invocations.begin()) {
      assertThat(secret.judge(Optional.empty(), told)).isEqualTo(new Refused(Reason.MISSING));
    }
    assertThat(store.reads()).isZero();
  }

  @Test
  void secret_presentedOften_isReadOnceInFiveMinutes() {
    for (int i = 0; i < 100; i++) {
      judge(SECRET);
    }
    assertThat(store.reads()).isEqualTo(1);
    store.pass(SharedSecret.REFRESH_AFTER);
    judge(SECRET);
    assertThat(store.reads()).isEqualTo(2);
  }

  @Test
  void rotation_newSecretTenSecondsLater_isAcceptedAndTheOldOneStays() {
    judge(SECRET);
    store.rotate(NEXT);
    store.pass(SharedSecret.REFRESH_BEFORE_REFUSAL);

    assertThat(judge(NEXT)).isEqualTo(new Accepted(false));
    assertThat(judge(SECRET)).isEqualTo(new Accepted(true));
  }

  @Test
  void rotation_previousRemoved_isRefusedAfterFiveMinutes() {
    store.rotate(NEXT);
    assertThat(judge(SECRET)).isEqualTo(new Accepted(true));
    store.removePrevious();
    store.pass(SharedSecret.REFRESH_AFTER);

    assertThat(judge(SECRET)).isEqualTo(new Refused(Reason.WRONG));
  }

  @Test
  void wrongSecrets_many_doNotAskTheStoreMoreThanOnceInTenSeconds() {
    judge(SECRET);
    for (int i = 0; i < 60; i++) {
      judge("guess " + i);
      store.pass(Duration.ofSeconds(1));
    }
    assertThat(store.reads()).isBetween(6, 7);
  }

  @Test
  void store_failing_lastKnownCountsForAnHour() {
    judge(SECRET);
    store.fail(true);
    store.pass(SecretCache.USABLE_FOR.minusSeconds(1));
    assertThat(judge(SECRET)).isEqualTo(new Accepted(false));
    store.pass(Duration.ofSeconds(1));

    assertThat(judge(SECRET)).isEqualTo(new Refused(Reason.UNAVAILABLE));
    assertThat(invocations.count("Failures")).isEqualTo(store.reads() - 1);
    assertThat(invocations.text()).contains("secret not read", "outage").doesNotContain(SECRET);
  }

  @Test
  void store_failing_isNotAskedAtEveryHandshake() {
    judge(SECRET);
    store.fail(true);
    store.pass(SharedSecret.REFRESH_AFTER);
    for (int i = 0; i < 100; i++) {
      judge(SECRET);
    }
    assertThat(store.reads()).isEqualTo(2);
  }

  @Test
  void store_recovering_letsClientsInAtOnce() {
    store.fail(true);
    assertThat(judge(SECRET)).isEqualTo(new Refused(Reason.UNAVAILABLE));
    assertThat(store.reads()).isEqualTo(1);
    store.fail(false);

    assertThat(judge(SECRET)).isEqualTo(new Accepted(false));
  }

  @Test
  void store_withASecretThatIsTooShort_letsNobodyIn() {
    store.rotate("short");

    assertThat(judge("short")).isEqualTo(new Refused(Reason.UNAVAILABLE));
    assertThat(invocations.text()).contains("The secret has 5 characters: give it at least 32.");
  }

  private Judgement judge(String presented) {
    try (InvocationTelemetry told = invocations.begin()) {
      return secret.judge(Optional.of(presented), told);
    }
  }
}
