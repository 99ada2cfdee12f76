// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Resource;

/**
 * Something that a snapshot of the process must not carry over, such as a client with open
 * connections: it is closed before a checkpoint and made anew after a restore, before the first
 * call that needs it. Whoever uses it asks for it each time.
 *
 * <p>A context knows its resources weakly: hooks run as long as somebody holds this object. What
 * closing or making throws ends the checkpoint or the restore. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">SnapStart:
 *     runtime hooks for Java</a>
 */
public final class Restorable<T> implements Supplier<T>, Resource {
  private final Supplier<T> create;
  private final Consumer<? super T> close;
  private volatile T current;

  private Restorable(T first, Supplier<T> create, Consumer<? super T> close) {
    this.current = requireNonNull(first, "first is null");
    this.create = requireNonNull(create, "create is null");
    this.close = requireNonNull(close, "close is null");
  }

  /**
   * Makes the first one and registers the hooks.
   *
   * @param snapshots whose hooks run around a snapshot, such as {@link
   *     org.crac.Core#getGlobalContext()}
   */
  public static <T> Restorable<T> of(
      Supplier<T> create, Consumer<? super T> close, Context<Resource> snapshots) {
    return of(create.get(), create, close, snapshots);
  }

  static <T> Restorable<T> of(
      T first, Supplier<T> create, Consumer<? super T> close, Context<Resource> snapshots) {
    Restorable<T> restorable = new Restorable<>(first, create, close);
    snapshots.register(restorable);
    return restorable;
  }

  /** The one to use now. It is closed between a checkpoint and the restore. */
  @Override
  public T get() {
    return current;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    close.accept(current);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    current = create.get();
  }
}
