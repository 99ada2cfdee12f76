// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.start;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.function.Code;
import dev.eventsrelay.benchmarks.yardstick.BareSdkHandler;
import dev.eventsrelay.benchmarks.yardstick.NoOpHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What starts, and how. */
enum Mode {
  /** Floor of the JVM and the runtime. */
  NO_OP("does nothing", NoOpHandler.class.getName(), File.NONE),
  /** Floor of the SDK. */
  BARE("bare SDK", BareSdkHandler.class.getName(), File.NONE),
  BARE_APP_CDS("bare, AppCDS", BareSdkHandler.class.getName(), File.APP_CDS),
  BARE_AOT_CACHE("bare, AOT cache", BareSdkHandler.class.getName(), File.AOT_CACHE),
  PLAIN("plain", Code.SEND_MESSAGE, File.NONE),
  C1("C1 only", Code.SEND_MESSAGE, File.NONE),
  APP_CDS("AppCDS", Code.SEND_MESSAGE, File.APP_CDS),
  AOT_CACHE("AOT cache", Code.SEND_MESSAGE, File.AOT_CACHE);

  /** As many as Lambda gives to one vCPU by default. */
  private static final int CONCURRENCY = 32;

  private final String title;
  private final String handler;
  private final File file;

  Mode(String title, String handler, File file) {
    this.title = requireNonNull(title, "title is null");
    this.handler = requireNonNull(handler, "handler is null");
    this.file = requireNonNull(file, "file is null");
  }

  /** What one JVM writes and others start from. */
  private enum File {
    NONE("", ""),
    APP_CDS("-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
    AOT_CACHE("-XX:AOTCacheOutput=", "-XX:AOTCache=");

    private final String write;
    private final String read;

    File(String write, String read) {
      this.write = requireNonNull(write, "write is null");
      this.read = requireNonNull(read, "read is null");
    }
  }

  String title() {
    return title;
  }

  /** What writes the file when it ends; empty if this mode has no file. */
  Optional<Code> training(Path path) {
    return file == File.NONE ? Optional.empty() : Optional.of(code(List.of(file.write + path)));
  }

  /** What starts so. */
  Code code(Path path) {
    if (file != File.NONE) {
      return code(List.of(file.read + path));
    }
    return code(this == C1 ? List.of("-XX:TieredStopAtLevel=1") : List.of());
  }

  private Code code(List<String> options) {
    return Code.of("start", handler, options, CONCURRENCY);
  }
}
