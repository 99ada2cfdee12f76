// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.interleaving;

import static dev.eventsrelay.relay.interleaving.Actor.ACK;
import static dev.eventsrelay.relay.interleaving.Actor.CLOSE;
import static dev.eventsrelay.relay.interleaving.Actor.SUBSCRIBE;
import static dev.eventsrelay.relay.interleaving.Actor.UNSUBSCRIBE;

import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.relay.ResultStore.Admission.Admitted;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the relay promises to the clients of a walk. */
final class Guarantee {
  private final List<Actor> actors;
  private final Set<String> closing;
  private final Set<String> staying;

  Guarantee(List<Actor> actors) {
    this.actors = List.copyOf(actors);
    this.closing = connectionsWith(CLOSE);
    Set<String> leaving = connectionsWith(UNSUBSCRIBE);
    this.staying =
        connectionsWith(SUBSCRIBE).stream()
            .filter(connection -> !closing.contains(connection) && !leaving.contains(connection))
            .collect(Collectors.toUnmodifiableSet());
  }

  private Set<String> connectionsWith(String message) {
    return actors.stream()
        .filter(actor -> actor.messages().contains(message))
        .map(Actor::connection)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Notes what came of one message, now that it has been handled. */
  void judge(Actor actor, String message, Collection<List<Answer>> answers, World world) {
    List<Answer> all = answers.stream().flatMap(List::stream).toList();
    if (message.equals(ACK)) {
      of(all, "acknowledge")
          .flatMap(Answer::connection)
          .filter(publisher -> !closing.contains(publisher) && !wasDeliveredTo(publisher, all))
          .map(publisher -> "the ack of " + actor.name() + " did not reach " + publisher)
          .ifPresent(world::violated);
    }
    if (Actor.isResult(message)) {
      missed(message, all).ifPresent(world::violated);
      if (isRepeat(all) && all.stream().noneMatch(Answer::isDelivery)) {
        world.violated(actor.name() + " repeated " + message + " and got no ack");
      }
      if (isRepeat(all) && wasDeliveredTo(actor.connection(), all)) {
        world.settled(message);
        if (!world.anyReceived(message)) {
          world.violated(message + " was acknowledged, and nobody has it");
        }
      }
      evicted(all).forEach(world::evicted);
    }
  }

  /** Whether somebody had acknowledged the guid already. */
  private static boolean isRepeat(List<Answer> all) {
    return of(all, "savePublisher").flatMap(Answer::connection).isPresent();
  }

  /** Who was subscribed when the result came, and stays so, and was not posted to. */
  private Optional<String> missed(String result, List<Answer> all) {
    Stream<?> subscribed =
        of(all, "subscribers").map(Answer::value).orElseThrow() instanceof Collection<?> found
            ? found.stream()
            : Stream.of();
    return subscribed
        .map(each -> ((ConnectionId) each).value())
        .filter(client -> staying.contains(client) && !wasDeliveredTo(client, all))
        .findFirst()
        .map(client -> client + " was subscribed and missed " + result);
  }

  /** The promise that was broken by the time when nothing can happen any more, if one was. */
  Optional<String> brokenAtTheEnd(World world) {
    if (!world.violations().isEmpty()) {
      return Optional.of(world.violations().first());
    }
    if (world.pendingRows() > World.BOUNDS.maxResults()) {
      return Optional.of(world.pendingRows() + " results were kept for one guid");
    }
    Optional<String> outlived =
        closing.stream()
            .filter(world::hasSubscription)
            .findFirst()
            .map(connection -> connection + " is closed, and still subscribed");
    if (outlived.isPresent() || staying.isEmpty()) {
      return outlived;
    }
    return actors.stream()
        .flatMap(actor -> actor.messages().stream())
        .filter(Actor::isResult)
        .filter(result -> !world.anyReceived(result) && !world.wasEvicted(result))
        .findFirst()
        .map(result -> "nobody received " + result);
  }

  /** The ids of the results that gave way to a newer one. */
  private static List<String> evicted(List<Answer> all) {
    return of(all, "admit").map(Answer::value).stream()
        .flatMap(
            admission ->
                admission instanceof Admitted(List<String> evicted)
                    ? evicted.stream()
                    : Stream.of())
        .toList();
  }

  private static boolean wasDeliveredTo(String client, List<Answer> all) {
    return all.stream().anyMatch(answer -> answer.isPostTo(client) && answer.isDelivery());
  }

  private static Optional<Answer> of(List<Answer> all, String operation) {
    return all.stream().filter(answer -> answer.isOf(operation)).findFirst();
  }
}
