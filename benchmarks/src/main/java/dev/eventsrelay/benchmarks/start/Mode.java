// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.start;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the JVM starts. */
enum Mode {
  PLAIN("plain", Optional.empty(), ""),
  C1("C1 only", Optional.empty(), ""),
  APP_CDS("AppCDS archive", Optional.of("-XX:ArchiveClassesAtExit="), "-XX:SharedArchiveFile="),
  AOT_CACHE("JDK 25 AOT cache", Optional.of("-XX:AOTCacheOutput="), "-XX:AOTCache=");

  private final String title;
  private final Optional<String> trainingOption;
  private final String option;

  Mode(String title, Optional<String> trainingOption, String option) {
    this.title = requireNonNull(title, "title is null");
    this.trainingOption = requireNonNull(trainingOption, "trainingOption is null");
    this.option = requireNonNull(option, "option is null");
  }

  String title() {
    return title;
  }

  /** What makes a JVM write the file when it ends; empty if this mode has no file. */
  Optional<String> trainingOption(Path file) {
    return trainingOption.map(prefix -> prefix + file);
  }

  /** What makes a JVM start so. */
  List<String> options(Path file) {
    return switch (this) {
      case PLAIN -> List.of();
      case C1 -> List.of("-XX:TieredStopAtLevel=1");
      case APP_CDS, AOT_CACHE -> List.of(option + file);
    };
  }
}
