// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Resource;

/**
 * Runs hooks as a snapshot does, without taking one. Like the real context it knows its resources
 * weakly.
 */
public final class SnapshotContext extends Context<Resource> {
  private final List<WeakReference<Resource>> resources = new CopyOnWriteArrayList<>();

  @Override
  public void register(Resource resource) {
    resources.add(new WeakReference<>(resource));
  }

  /** The process is about to be frozen. */
  public void checkpoint() throws Exception {
    for (Resource resource : alive().reversed()) {
      resource.beforeCheckpoint(this);
    }
  }

  /** The process is a copy of what was frozen. */
  public void restore() throws Exception {
    for (Resource resource : alive()) {
      resource.afterRestore(this);
    }
  }

  private List<Resource> alive() {
    return resources.stream().map(WeakReference::get).filter(Objects::nonNull).toList();
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    throw new UnsupportedOperationException("this is the outermost context");
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    throw new UnsupportedOperationException("this is the outermost context");
  }
}
