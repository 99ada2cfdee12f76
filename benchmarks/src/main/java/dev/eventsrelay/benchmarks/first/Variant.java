// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.first;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.Size;
import dev.eventsrelay.benchmarks.function.Code;
import java.util.List;

/** How an environment of sendmessage starts. */
enum Variant {
  BOTH_REHEARSED("both compilers, rehearsed", false, true),
  BOTH("both compilers", false, false),
  C1_REHEARSED("C1 only, rehearsed", true, true),
  C1("C1 only", true, false);

  static final int CONCURRENCY = 32;

  private final String title;
  private final boolean firstCompilerOnly;
  private final boolean rehearsed;

  Variant(String title, boolean firstCompilerOnly, boolean rehearsed) {
    this.title = requireNonNull(title, "title is null");
    this.firstCompilerOnly = firstCompilerOnly;
    this.rehearsed = rehearsed;
  }

  String title() {
    return title;
  }

  Code code(Size size) {
    List<String> options = firstCompilerOnly ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    Code code = Code.of("first", Code.SEND_MESSAGE, options, CONCURRENCY);
    return rehearsed ? code.rehearsed(size) : code;
  }
}
