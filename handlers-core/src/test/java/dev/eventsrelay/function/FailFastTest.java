// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static dev.eventsrelay.testkit.HandlerFixture.event;
import static dev.eventsrelay.testkit.HandlerFixture.invoke;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.Topic;
import dev.eventsrelay.testkit.FakeContext;
import dev.eventsrelay.testkit.HandlerFixture;
import dev.eventsrelay.testkit.RecordingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailFastTest {
  private final FakeContext context = new FakeContext("request-1", 20_000);
  private final HandlerFixture fixture = new HandlerFixture();

  private final RecordingLog log = new RecordingLog();
  private final List<Integer> exits = new CopyOnWriteArrayList<>();

  @TempDir private Path folder;

  @Test
  void handlerWithoutMemory_endsTheProcessWithALine() {
    handle(
        () -> {
          throw new OutOfMemoryError("Java heap space");
        });

    assertThat(fixture.exits()).containsExactly(FailFast.STATUS);
    assertThat(fixture.logLines().getFirst().get("message").asText())
        .isEqualTo("this environment is beyond use and ends");
    assertThat(fixture.logLines().getFirst().get("reason").asText()).contains("Java heap space");
  }

  @Test
  void postThatFindsNoThread_endsTheProcess() {
    Set<ConnectionId> clients = Set.of(new ConnectionId("a="), new ConnectionId("b="));
    for (ConnectionId client : clients) {
      fixture
          .clients()
          .script(
              client,
              () -> {
                throw new OutOfMemoryError("unable to create native thread");
              });
    }

    answer(
        (_, invocation) -> {
          var _ = invocation.clients().postToAll(Frame.of("f"), clients, new Topic("t"));
          return Response.ok("done");
        },
        event("worker=", null));

    assertThat(fixture.exits()).containsExactly(FailFast.STATUS);
  }

  @Test
  void failureOfOneInvocation_isAnsweredAndTheProcessGoesOn() {
    handle(
        () -> {
          throw new StackOverflowError();
        });
    handle(
        () -> {
          throw new IllegalStateException("broken");
        });

    assertThat(fixture.exits()).isEmpty();
    assertThat(fixture.logLines())
        .extracting(line -> line.get("message").asText())
        .containsExactly("handler failed", "handler failed");
  }

  @Test
  void warmUpWithoutMemory_endsTheProcess() {
    fixture
        .environment()
        .warmUp(
            _ -> {
              throw new OutOfMemoryError("Metaspace");
            });

    assertThat(fixture.exits()).containsExactly(FailFast.STATUS);
  }

  @Test
  void uncaughtException_isLoggedAndEndsTheProcessIfItSaysSo() {
    FailFast failFast = new FailFast(log, exits::add);

    failFast.uncaughtException(Thread.currentThread(), new IllegalStateException("broken"));
    assertThat(exits).isEmpty();
    failFast.uncaughtException(Thread.currentThread(), new OutOfMemoryError());

    assertThat(exits).containsExactly(FailFast.STATUS);
    assertThat(log.messages()).startsWith("uncaught exception");
  }

  /** Collectors differ in what is left when memory is said to be out. */
  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC"})
  void realProcessWithoutMemory_ends(String collector) throws Exception {
    assertEnds(run(List.of(), collector, "heap"), "OutOfMemoryError");
  }

  @Test
  void realProcessWithoutDescriptors_ends() throws Exception {
    assertEnds(
        run(
            List.of("sh", "-c", "ulimit -n 256; exec \"$@\"", "sh"),
            "-XX:+UseSerialGC",
            "descriptors"),
        "Too many open files");
  }

  private static void assertEnds(Ended process, String reason) {
    assertThat(process.status()).as(process.output()).isEqualTo(FailFast.STATUS);
    assertThat(process.output())
        .contains("this environment is beyond use and ends")
        .contains(reason)
        .doesNotContain(ExhaustedProcess.STILL_IN_SERVICE);
  }

  private record Ended(int status, String output) {}

  private Ended run(List<String> under, String collector, String what)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    List<String> command = new ArrayList<>(under);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            collector,
            "-cp",
            System.getProperty("java.class.path"),
            ExhaustedProcess.class.getName(),
            what));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("CONNECTIONS_TABLE", "none");
    builder.environment().put("AWS_REGION", "us-east-1");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
      return new Ended(process.exitValue(), Files.readString(output, UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private void handle(Runnable work) {
    answer(
        (_, _) -> {
          work.run();
          return Response.ok("done");
        },
        event("c=", null));
  }

  private void answer(WebSocketHandler handler, WebSocketEvent event) {
    Response _ = invoke(fixture.environment().function(handler)::handle, event, context);
  }
}
