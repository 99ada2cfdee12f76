// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.testkit;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.connection.ConnectionStore;
import dev.eventsrelay.connection.StoreException;
import dev.eventsrelay.relay.ResultStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Stores that do something else beside, before or instead of what another one does. */
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
    @Nullable Object around(String operation, Call call);
  }

  /** A call of an operation. */
  public interface Call extends Supplier<@Nullable Object> {
    /** What it is called with. */
    List<Object> arguments();

    /** Does it with other arguments. */
    @Nullable Object with(List<Object> arguments);

    @Override
    default @Nullable Object get() {
      return with(arguments());
    }
  }

  /** A store with something around each of its operations; as thread-safe as that and the store. */
  public static ConnectionStore around(ConnectionStore store, Around around) {
    return around(ConnectionStore.class, store, around);
  }

  /** A store with something around each of its operations; as thread-safe as that and the store. */
  public static ResultStore around(ResultStore store, Around around) {
    return around(ResultStore.class, store, around);
  }

  private static <S> S around(Class<S> type, S store, Around around) {
    return type.cast(
        Proxy.newProxyInstance(
            Stores.class.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                around.around(
                    method.getName(), call(store, method, List.of(requireNonNull(arguments))))));
  }

  private static Call call(Object store, Method method, List<Object> arguments) {
    return new Call() {
      @Override
      public List<Object> arguments() {
        return arguments;
      }

      @Override
      public @Nullable Object with(List<Object> others) {
        return invoke(store, method, others.toArray());
      }
    };
  }

  /** Lets those operations fail. */
  public static Around failing(String... operations) {
    return failing(Integer.MAX_VALUE, operations);
  }

  /** Lets those operations fail that often, all together, and then work. */
  public static Around failing(int times, String... operations) {
    Set<String> failing = Set.of(operations);
    AtomicInteger left = new AtomicInteger(times);
    return (operation, call) -> {
      if (failing.contains(operation) && left.getAndDecrement() > 0) {
        throw new StoreException(StoreException.Kind.UNAVAILABLE, operation + " fails", null);
      }
      return call.get();
    };
  }

  /** Lets something else happen before an operation. */
  public static Around before(String operation, Runnable interruption) {
    return (name, call) -> {
      if (name.equals(operation)) {
        interruption.run();
      }
      return call.get();
    };
  }

  private static @Nullable Object invoke(Object store, Method method, Object[] arguments) {
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
