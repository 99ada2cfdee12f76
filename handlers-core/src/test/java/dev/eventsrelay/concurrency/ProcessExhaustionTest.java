// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessExhaustionTest {
  static Stream<Throwable> signs() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new OutOfMemoryError("unable to create native thread: possibly out of memory"),
        new InternalError("a fault in the virtual machine"),
        new SocketException("Too many open files"),
        new FileSystemException("/tmp/x", null, "Too many open files"));
  }

  static Stream<Throwable> failuresOfOneCall() {
    return Stream.of(
        new StackOverflowError(),
        new AssertionError("broken"),
        new NoClassDefFoundError("x"),
        new SocketException("Connection reset"),
        new IOException(),
        // Words of a service or a client.
        new IllegalArgumentException("Too many open files"));
  }

  @ParameterizedTest
  @MethodSource("signs")
  void sign_isFoundWhereverItIsInTheChain(Throwable sign) {
    assertThat(ProcessExhaustion.causeOf(sign)).isSameAs(sign);
    assertThat(
            ProcessExhaustion.causeOf(
                new IllegalStateException("task failed", new RuntimeException("call", sign))))
        .isSameAs(sign);
  }

  @ParameterizedTest
  @MethodSource("failuresOfOneCall")
  void failureOfOneCall_isNoSign(Throwable failure) {
    assertThat(ProcessExhaustion.causeOf(new IllegalStateException("task failed", failure)))
        .isNull();
  }

  @Test
  void ringOfCauses_ends() {
    IOException inner = new IOException("inner");
    UncheckedIOException outer = new UncheckedIOException(inner);
    inner.initCause(outer);

    assertThat(ProcessExhaustion.causeOf(outer)).isNull();
  }
}
