// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.io.InputStream;
import java.io.OutputStream;

/** Ends its process before it can be called. */
public final class ExitingConstructorHandler {
  public ExitingConstructorHandler() {
    System.out.println("cannot go on");
    System.exit(7);
  }

  public void handle(InputStream in, OutputStream out) {}
}
