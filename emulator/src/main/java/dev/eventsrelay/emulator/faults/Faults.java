// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import dev.eventsrelay.emulator.faults.Fault.Cut;
import dev.eventsrelay.emulator.faults.Fault.CutAll;
import dev.eventsrelay.emulator.faults.Fault.KillEnvironment;
import dev.eventsrelay.emulator.faults.Fault.KillEnvironments;
import dev.eventsrelay.emulator.faults.Fault.Slow;
import dev.eventsrelay.emulator.faults.Fault.Stall;
import dev.eventsrelay.emulator.faults.Fault.Standing;
import dev.eventsrelay.emulator.faults.Fault.Strike;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Causes the faults of one emulator. With the same seed and the same faults in the same order, each
 * fault makes the same choices: whether it hits the n-th call that it sees, and which candidate it
 * strikes. Which call comes n-th depends on the programs under test. Thread-safe.
 */
public final class Faults {
  private final StandingFaults standing;
  private final Gateway gateway;
  private final ConnectionFaults connections;
  private final Map<String, FunctionPool> functions;
  private final RandomGenerator random;

  /**
   * Faults of these parts of an emulator.
   *
   * @param functions by logical id
   * @param random chooses what is struck
   */
  Faults(
      StandingFaults standing,
      Gateway gateway,
      Map<String, FunctionPool> functions,
      RandomGenerator random) {
    this.standing = standing;
    this.gateway = gateway;
    this.connections = new ConnectionFaults(gateway);
    this.functions = functions;
    this.random = random;
  }

  /**
   * Causes a fault. When this method returns, a strike is under way and a standing fault is in
   * force.
   *
   * @return the process ids or connection ids that it hit; empty for a standing fault
   * @throws IllegalArgumentException with a sentence, if the fault names an unknown function or
   *     connection, or if there is nothing to hit
   */
  public synchronized List<String> inject(Fault fault) {
    return switch (fault) {
      case Standing lasting -> {
        standing.add(lasting);
        yield List.of();
      }
      case Strike strike -> strike(strike);
    };
  }

  private List<String> strike(Strike strike) {
    return switch (strike) {
      case KillEnvironment(Optional<String> function) ->
          List.of(kill(oneOf(environments(function), "environment")));
      case KillEnvironments(Optional<String> function) ->
          environments(function).stream().map(Faults::kill).toList();
      case Cut(Optional<String> id) -> List.of(disturb(id, connections::cut));
      case CutAll() -> openConnections().stream().filter(connections::cut).toList();
      case Stall(Optional<String> id) -> List.of(disturb(id, connections::stall));
      case Slow(int bytesPerSecond, Optional<String> id) ->
          List.of(disturb(id, one -> connections.slow(one, bytesPerSecond)));
    };
  }

  /** The standing faults, oldest first. */
  public List<Standing> standing() {
    return standing.all();
  }

  /** Ends one standing fault; does nothing if it is not in force. */
  public void end(Standing fault) {
    standing.end(fault);
  }

  /**
   * Ends all standing faults, stalls and slowdowns. Killed processes and cut connections stay that
   * way.
   */
  public void clear() {
    standing.clear();
    openConnections().forEach(connections::heal);
  }

  private record Victim(FunctionPool function, long pid) {}

  private static String kill(Victim victim) {
    victim.function.kill(victim.pid);
    return Long.toString(victim.pid);
  }

  private List<Victim> environments(Optional<String> id) {
    if (id.isPresent() && !functions.containsKey(id.get())) {
      throw new IllegalArgumentException(
          "There is no function %s, only %s."
              .formatted(id.get(), String.join(", ", functions.keySet())));
    }
    return functions.entrySet().stream()
        .filter(function -> id.isEmpty() || id.get().equals(function.getKey()))
        .flatMap(function -> environments(function.getValue()))
        .toList();
  }

  private static Stream<Victim> environments(FunctionPool function) {
    return function.environments().stream()
        .map(EnvironmentStatus::pid)
        // The pid is 0 while there is no process yet.
        .filter(pid -> pid != 0)
        .map(pid -> new Victim(function, pid));
  }

  private String disturb(Optional<String> id, Predicate<String> fault) {
    String connection = id.orElseGet(() -> oneOf(openConnections(), "open connection"));
    // The chosen one may already be gone, which is as bad as the fault itself.
    if (!fault.test(connection) && id.isPresent()) {
      throw new IllegalArgumentException("Connection %s is not open.".formatted(connection));
    }
    return connection;
  }

  private Collection<String> openConnections() {
    return gateway.openConnectionIds().stream().sorted().toList();
  }

  private <T> T oneOf(Collection<T> candidates, String what) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("There is no %s now.".formatted(what));
    }
    return List.copyOf(candidates).get(random.nextInt(candidates.size()));
  }
}
