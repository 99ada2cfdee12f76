// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.start;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.function.Code;
import dev.eventsrelay.benchmarks.yardstick.BareSdkHandler;
import dev.eventsrelay.benchmarks.yardstick.BareSdkHandler.Threads;
import dev.eventsrelay.benchmarks.yardstick.HttpClient;
import dev.eventsrelay.benchmarks.yardstick.NoOpHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What starts, and how. */
enum Mode {
  /** Floor of the JVM and the runtime. */
  NO_OP("does nothing", NoOpHandler.class.getName()),
  /** Floor of the SDK. */
  BARE("bare SDK calls", BareSdkHandler.class.getName()),
  PLAIN("sendmessage", Code.SEND_MESSAGE),
  C1("sendmessage, C1 only", Code.SEND_MESSAGE),
  APP_CDS(
      "sendmessage, AppCDS archive",
      Code.SEND_MESSAGE,
      "-XX:ArchiveClassesAtExit=",
      "-XX:SharedArchiveFile="),
  AOT_CACHE(
      "sendmessage, JDK 25 AOT cache", Code.SEND_MESSAGE, "-XX:AOTCacheOutput=", "-XX:AOTCache=");

  /** As many as Lambda gives to one vCPU by default. */
  private static final int CONCURRENCY = 32;

  private final String title;
  private final String handler;
  private final Optional<String> trainingOption;
  private final Optional<String> option;

  Mode(String title, String handler) {
    this(title, handler, Optional.empty(), Optional.empty());
  }

  Mode(String title, String handler, String trainingOption, String option) {
    this(title, handler, Optional.of(trainingOption), Optional.of(option));
  }

  Mode(String title, String handler, Optional<String> trainingOption, Optional<String> option) {
    this.title = requireNonNull(title, "title is null");
    this.handler = requireNonNull(handler, "handler is null");
    this.trainingOption = requireNonNull(trainingOption, "trainingOption is null");
    this.option = requireNonNull(option, "option is null");
  }

  String title() {
    return title;
  }

  /** What writes the file when it ends; empty if this mode has no file. */
  Optional<Code> training(Path file) {
    return trainingOption.map(prefix -> code(List.of(prefix + file)));
  }

  /** What starts so. */
  Code code(Path file) {
    return this == C1
        ? code(List.of("-XX:TieredStopAtLevel=1"))
        : code(option.map(prefix -> prefix + file).stream().toList());
  }

  private Code code(List<String> options) {
    Map<String, String> variables =
        this == BARE
            ? BareSdkHandler.variables(HttpClient.APACHE5, Threads.REUSED_VIRTUAL)
            : Map.of();
    return Code.of("start", handler, variables, options, CONCURRENCY);
  }
}
