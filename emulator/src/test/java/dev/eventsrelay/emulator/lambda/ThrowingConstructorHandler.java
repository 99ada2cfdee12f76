// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.io.InputStream;
import java.io.OutputStream;

/** Cannot be constructed. */
public final class ThrowingConstructorHandler {
  public ThrowingConstructorHandler() {
    throw new IllegalStateException("CONNECTIONS_TABLE is not set");
  }

  public void handle(InputStream in, OutputStream out) {}
}
