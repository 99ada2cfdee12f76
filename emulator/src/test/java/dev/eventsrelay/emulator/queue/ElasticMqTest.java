// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.programs.Program;
import dev.eventsrelay.emulator.programs.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticMqTest {
  @TempDir Path folder;

  @Test
  void elasticMq_killed_isSaid() throws Exception {
    List<String> notices = new CopyOnWriteArrayList<>();
    try (ChildProcesses processes = new ChildProcesses();
        ElasticMq elasticMq =
            ElasticMq.start(
                processes,
                Programs.ofThisProcess().files(Program.ELASTICMQ),
                folder,
                (pid, line) -> {},
                (pid, sentence) -> notices.add(sentence));
        SqsApi sqs = new SqsApi(elasticMq.endpoint(), "us-east-1")) {
      Queues queues = new Queues(sqs);
      assertThat(queues.create("a", Map.of()))
          .isEqualTo(elasticMq.endpoint().resolve("/000000000000/a"));

      ProcessHandle.of(elasticMq.pid()).ifPresent(ProcessHandle::destroyForcibly);

      await().atMost(ofSeconds(5)).until(() -> !notices.isEmpty());
      assertThat(notices)
          .containsExactly(
              "It ended with 137: the queues and their messages are gone. Start the emulator"
                  + " again.");
      assertThatThrownBy(() -> queues.create("b", Map.of()))
          .isInstanceOf(SqsException.class)
          .hasMessageContaining("did not answer CreateQueue");
    }
  }
}
