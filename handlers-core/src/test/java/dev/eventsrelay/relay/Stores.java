// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connection stores that do something else beside, before or instead of what another one does. */
public final class Stores {
  private Stores() {}

  /** Something around each operation of a store. */
  @FunctionalInterface
  public interface Around {
    /**
     * Does an operation, or does not.
     *
     * @param operation the method's name
     * @param call does it and returns what it returned
     */
    @Nullable Object around(String operation, Supplier<@Nullable Object> call);
  }

  /** A store with something around each of its operations; as thread-safe as that and the store. */
  public static ConnectionStore around(ConnectionStore store, Around around) {
    return (ConnectionStore)
        Proxy.newProxyInstance(
            Stores.class.getClassLoader(),
            new Class<?>[] {ConnectionStore.class},
            (_, method, arguments) ->
                around.around(method.getName(), () -> invoke(store, method, arguments)));
  }

  /** A store of which those operations fail. */
  public static ConnectionStore failing(ConnectionStore store, String... operations) {
    return failing(Integer.MAX_VALUE, store, operations);
  }

  /** A store of which those operations fail that often, all together, and then work. */
  public static ConnectionStore failing(int times, ConnectionStore store, String... operations) {
    Set<String> failing = Set.of(operations);
    AtomicInteger left = new AtomicInteger(times);
    return around(
        store,
        (operation, call) -> {
          if (failing.contains(operation) && left.getAndDecrement() > 0) {
            throw new StoreException(StoreException.Kind.UNAVAILABLE, operation + " fails", null);
          }
          return call.get();
        });
  }

  /** A store in which something else happens before an operation. */
  public static ConnectionStore before(
      ConnectionStore store, String operation, Runnable interruption) {
    return around(
        store,
        (name, call) -> {
          if (name.equals(operation)) {
            interruption.run();
          }
          return call.get();
        });
  }

  private static @Nullable Object invoke(
      ConnectionStore store, Method method, @Nullable Object @Nullable [] arguments) {
    try {
      return method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
