// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.LongAdder;

/** Takes the log and the metrics of a rehearsal, counts their lines and forgets them. */
public final class Discarded extends OutputStream {
  private final LongAdder lines = new LongAdder();

  /**
   * Leads to it through streams of three classes, some of them flushed after each write. The second
   * compiler builds what it has met into {@link PrintStream#write(byte[], int, int)}, and throws
   * the code away when it meets the standard output's; after three classes it calls whatever comes.
   */
  public PrintStream stream() {
    OutputStream flushed = new PrintStream(this, true, UTF_8);
    OutputStream unflushed = new PrintStream(flushed, false, UTF_8);
    OutputStream again = new PrintStream(unflushed, true, UTF_8);
    return new PrintStream(new DataOutputStream(again), true, UTF_8);
  }

  @Override
  public void write(int b) {
    if (b == '\n') {
      lines.increment();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      write(bytes[i]);
    }
  }

  /** Lines so far. */
  public long lines() {
    return lines.sum();
  }
}
