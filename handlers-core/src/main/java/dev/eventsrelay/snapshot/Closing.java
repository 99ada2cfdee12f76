// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.crac.CheckpointException;
import org.crac.Context;
import org.crac.Resource;
import org.crac.RestoreException;

/**
 * Resources that live for a while inside a process and take part in no snapshot: they are closed by
 * the hook that would run before one. Thread-safe.
 */
public final class Closing extends Context<Resource> implements AutoCloseable {
  private final List<Resource> resources = new ArrayList<>();

  @Override
  public synchronized void register(Resource resource) {
    resources.add(resource);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws CheckpointException {
    throw new CheckpointException("Close it before a checkpoint.");
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) throws RestoreException {
    throw new RestoreException("It is in no snapshot.");
  }

  /**
   * Closes all, the last one first.
   *
   * @throws IllegalStateException if one of them cannot be closed; those before it stay open
   */
  @Override
  public synchronized void close() {
    try {
      for (Resource resource : resources.reversed()) {
        resource.beforeCheckpoint(this);
      }
    } catch (Exception e) {
      throw new IllegalStateException("a resource cannot be closed", e);
    }
    resources.clear();
  }
}
