// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Open resources, closed in reverse order. A resource that is added after the close is closed at
 * once. Thread-safe.
 */
final class OpenResources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closed;

  <T extends AutoCloseable> T add(T resource) {
    synchronized (this) {
      if (!closed) {
        open.push(resource);
        return resource;
      }
    }
    closeOne(resource);
    throw new IllegalStateException("The emulator is being stopped.");
  }

  @Override
  public void close() {
    Deque<AutoCloseable> toClose;
    synchronized (this) {
      closed = true;
      toClose = new ArrayDeque<>(open);
      open.clear();
    }
    // An interrupted thread could not wait for anything to end.
    boolean interrupted = Thread.interrupted();
    toClose.forEach(OpenResources::closeOne);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeOne(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // Close the others anyway; what cannot be closed ends with this process.
      System.getLogger(OpenResources.class.getName())
          .log(System.Logger.Level.WARNING, "Closing " + resource + " failed.", e);
    }
  }
}
