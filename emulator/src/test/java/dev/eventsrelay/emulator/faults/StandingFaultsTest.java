// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.faults.Fault.DelayPosts;
import dev.eventsrelay.emulator.faults.Fault.FailPosts;
import dev.eventsrelay.emulator.faults.Fault.FailPosts.Client;
import dev.eventsrelay.emulator.faults.Fault.RefuseConnect;
import dev.eventsrelay.emulator.faults.Fault.ThrottleDynamoDb;
import dev.eventsrelay.emulator.faults.PostFate.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingFaultsTest {
  private static final FailPosts SOME = new FailPosts(429, Client.MISSES, 0.05, Optional.empty());
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void posts_underAFault_areHitAtItsRateAndTheSameEachTime() {
    List<PostFate> fates = posts(faults(7, SOME), 10_000);

    assertThat(fates.stream().filter(fate -> !fate.equals(PostFate.UNDISTURBED)).count())
        .isBetween(400L, 600L);
    assertThat(posts(faults(7, SOME), 10_000)).isEqualTo(fates);
    assertThat(posts(faults(8, SOME), 10_000)).isNotEqualTo(fates);
  }

  @Test
  void fault_besideAnother_hitsTheSameCalls() {
    FailPosts elsewhere = new FailPosts(500, Client.GETS, 0.5, Optional.of("other"));

    assertThat(posts(faults(7, SOME, elsewhere), 1_000)).isEqualTo(posts(faults(7, SOME), 1_000));
  }

  @Test
  void post_hitByTwoDelaysAndTwoErrors_getsTheSumAndTheFirst() {
    StandingFaults faults =
        faults(
            1,
            new DelayPosts(SECOND, 1, Optional.empty()),
            new FailPosts(500, Client.MISSES, 1, Optional.empty()),
            new DelayPosts(SECOND, 1, Optional.empty()),
            new FailPosts(429, Client.MISSES, 1, Optional.empty()));

    assertThat(faults.post("any"))
        .isEqualTo(new PostFate(SECOND.multipliedBy(2), new Answer.Failed(500, Client.MISSES)));
  }

  @Test
  void fault_ofOneConnectionOrOperation_leavesTheOthersAlone() {
    StandingFaults faults =
        faults(
            1,
            new FailPosts(500, Client.MISSES, 1, Optional.of("this")),
            new ThrottleDynamoDb(1, Optional.of("Query")));

    assertThat(faults.post("this")).isNotEqualTo(PostFate.UNDISTURBED);
    assertThat(faults.post("other")).isEqualTo(PostFate.UNDISTURBED);
    assertThat(faults.dynamoDb("Query").answer()).isEqualTo(new CallFate.Answer.Throttled());
    assertThat(faults.dynamoDb("PutItem")).isEqualTo(CallFate.UNDISTURBED);
  }

  @Test
  void faults_endedOrCleared_hitNoMore() {
    RefuseConnect refuse = new RefuseConnect(503, 1);
    StandingFaults faults = faults(1, refuse, SOME);
    assertThat(faults.refusal()).hasValue(503);

    faults.end(refuse);
    assertThat(faults.refusal()).isEmpty();
    assertThat(faults.all()).containsExactly(SOME);

    faults.clear();
    assertThat(faults.all()).isEmpty();
    assertThat(posts(faults, 1_000)).containsOnly(PostFate.UNDISTURBED);
  }

  private static StandingFaults faults(long seed, Fault.Standing... all) {
    StandingFaults faults = new StandingFaults(new SplittableRandom(seed));
    List.of(all).forEach(faults::add);
    return faults;
  }

  private static List<PostFate> posts(StandingFaults faults, int count) {
    return IntStream.range(0, count).mapToObj(_ -> faults.post("any")).toList();
  }
}
