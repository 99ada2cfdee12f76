// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/** Takes the log and the metrics of a rehearsal, counts their lines and forgets them. */
public final class Discarded extends OutputStream {
  private final LongAdder lines = new LongAdder();

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
