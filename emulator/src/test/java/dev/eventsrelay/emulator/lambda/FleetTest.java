// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several environments of one function, under the real runtime interface client. */
@Timeout(40)
@RestsOn(value = Evidence.UNVERIFIED, source = "how a managed instance chooses is not documented")
class FleetTest {
  @Test
  void invoke_severalEnvironments_takesTurnsAndThenTheLeastLoaded(@TempDir Path folder)
      throws Exception {
    RecordingListener listener = new RecordingListener();
    try (var fixture = new JavaFixture(folder);
        var pool = fixture.started(fixture.function(FixtureHandler.class, 3, 2), listener)) {
      for (int i = 0; i < 6; i++) {
        pool.invoke("\"echo\"".getBytes(UTF_8)).get(10, TimeUnit.SECONDS);
      }
      assertThat(listener.completed).hasSize(6);
      for (long pid : JavaFixture.pids(pool)) {
        assertThat(listener.completed).filteredOn(one -> one.pid() == pid).hasSize(2);
      }
      var busy =
          List.of(
              pool.invoke("\"sleep 15000\"".getBytes(UTF_8)),
              pool.invoke("\"sleep 15000\"".getBytes(UTF_8)));
      await()
          .until(
              () -> pool.environments().stream().filter(one -> one.inFlight() == 1).count() == 2);
      long idle =
          pool.environments().stream()
              .filter(one -> one.inFlight() == 0)
              .mapToLong(EnvironmentStatus::pid)
              .sum();
      listener.completed.clear();
      for (int i = 0; i < 4; i++) {
        pool.invoke("\"echo\"".getBytes(UTF_8)).get(10, TimeUnit.SECONDS);
      }
      assertThat(listener.completed).hasSize(4).allMatch(one -> one.pid() == idle);
      assertThat(busy).noneMatch(one -> one.isDone());
    }
  }
}
