// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.nio.file.Files.writeString;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails says why in one sentence and leaves nothing behind. */
class StartFailureTest {
  @TempDir Path folder;
  private FixtureApplication application;
  private long childrenBefore;

  @BeforeEach
  void writeApplication() {
    application = FixtureApplication.in(folder);
    childrenBefore = children();
  }

  @Test
  void port_inUse_isNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertFails(builder().port(taken.getLocalPort()), "127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void template_missing_isNamed() {
    assertFails(Emulator.builder().template(folder.resolve("none.yaml")), "none.yaml");
  }

  @Test
  void jar_missing_isNamed() throws Exception {
    Files.delete(folder.resolve("function.jar"));

    assertFails(builder(), "The JAR of Answer is not built yet");
  }

  @Test
  void handler_missing_isNamed() throws Exception {
    String template = Files.readString(application.template());
    writeString(
        application.template(), template.replace("Handler: ", "Handler: none.such.Handler # "));

    assertFails(builder(), "The handler none.such.Handler of Answer is not in ");
  }

  @Test
  void runtime_unknown_isNamed() throws Exception {
    String template = Files.readString(application.template());
    writeString(application.template(), template.replace("java25", "ruby3.4"));

    assertFails(builder(), "no command for ruby3.4, the runtime of Answer");
  }

  @Test
  void function_unknown_isNamed() {
    assertFails(
        builder().environments("Nobody", 2),
        "There is no function Nobody behind a route; there are Answer.");
  }

  @Test
  void dynamoDb_notThere_isNamed() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    URI endpoint = URI.create("http://127.0.0.1:" + free);

    assertFails(builder().environments(1).dynamoDbEndpoint(endpoint), endpoint.toString());
  }

  private EmulatorBuilder builder() {
    return Emulator.builder().template(application.template());
  }

  private void assertFails(EmulatorBuilder builder, String names) {
    assertThatThrownBy(builder::start)
        .isInstanceOf(EmulatorException.class)
        .hasMessageContaining(names)
        .message()
        .endsWith(".");
    await()
        .atMost(ofSeconds(5))
        .untilAsserted(() -> assertThat(children()).isLessThanOrEqualTo(childrenBefore));
  }

  private static long children() {
    try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
      return children.count();
    }
  }
}
