// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.concurrency;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells the failures after which nothing in this process can be expected to work from those of one
 * call.
 *
 * <p>Whoever turns exceptions into results lets these pass, so that they reach the frame around the
 * handler, which ends the process.
 */
public final class ProcessExhaustion {
  /** What the operating system says (EMFILE), on sockets as on files. */
  private static final String NO_DESCRIPTORS = "Too many open files";

  /** Longer chains of causes than any real one, in case one is a ring. */
  private static final int MAX_CAUSES = 100;

  private ProcessExhaustion() {}

  /**
   * The sign that this process is beyond use: no memory, no threads ({@code unable to create native
   * thread} is an {@link OutOfMemoryError} too), no descriptors, or a virtual machine that is
   * broken. A stack overflow is none: unwinding the stack mends it.
   *
   * @return the failure or the cause of it that says so; null if none does, and no {@code
   *     Optional}, because there may be no memory for one
   */
  public static @Nullable Throwable causeOf(Throwable failure) {
    Throwable each = failure;
    for (int i = 0; each != null && i < MAX_CAUSES; i++, each = each.getCause()) {
      if (isSign(each)) {
        return each;
      }
    }
    return null;
  }

  private static boolean isSign(Throwable each) {
    if (each instanceof VirtualMachineError) {
      return !(each instanceof StackOverflowError);
    }
    // Not in any other exception: what a service or a client says must not end a process.
    return each instanceof IOException
        && each.getMessage() != null
        && each.getMessage().contains(NO_DESCRIPTORS);
  }
}
