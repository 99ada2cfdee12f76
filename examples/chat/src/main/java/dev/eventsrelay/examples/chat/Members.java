// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.examples.chat;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.dynamodb.Key;
import dev.eventsrelay.dynamodb.Row;
import dev.eventsrelay.dynamodb.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Who is called what: rows of the chat, in the table in which the library keeps connections and
 * subscriptions.
 *
 * <p>One row is found by the connection, and one by the room, so that listing a room is a query.
 * Thread-safe. Every method returns by its deadline, and throws {@link
 * dev.eventsrelay.connection.StoreException} if DynamoDB did not do what was asked.
 */
final class Members {
  /** Longer than the two hours that API Gateway lets a connection live. */
  private static final Duration TTL = Duration.ofMinutes(130);

  private static final String NAME = "name";
  private static final String ROOM = "room";
  private static final String MEMBER = "member#";

  private final Table table;

  Members(Table table) {
    this.table = requireNonNull(table, "table is null");
  }

  /** Remembers who is behind a connection. */
  void put(ConnectionId connection, Member member, Deadline deadline) {
    table.put(
        row(ofConnection(connection), member)
            .with(ROOM, AttributeValue.fromS(member.room().name())),
        deadline);
  }

  /** Lists a member in their room. */
  void list(ConnectionId connection, Member member, Deadline deadline) {
    table.put(row(inRoom(member.room(), connection), member), deadline);
  }

  /** Takes a member off the list of their room. */
  void unlist(ConnectionId connection, Member member, Deadline deadline) {
    table.delete(inRoom(member.room(), connection), deadline);
  }

  /** Forgets who is behind a connection. */
  void remove(ConnectionId connection, Deadline deadline) {
    table.delete(ofConnection(connection), deadline);
  }

  /** Who is behind a connection. */
  Optional<Member> find(ConnectionId connection, Deadline deadline) {
    return table
        .get(ofConnection(connection), deadline)
        .map(row -> new Member(row.text(NAME), new Room(row.text(ROOM))));
  }

  /**
   * The sorted names of those who are listed in a room.
   *
   * @param present leaves out the others: somebody whose connection broke may still be listed
   */
  List<String> names(Room room, Set<ConnectionId> present, Deadline deadline) {
    List<String> names = new ArrayList<>();
    table.forEachPage(
        partition(room),
        MEMBER,
        deadline,
        rows ->
            rows.stream()
                .filter(row -> present.contains(connection(row.key())))
                .map(row -> row.text(NAME))
                .forEach(names::add));
    return names.stream().sorted().toList();
  }

  private Row row(Key key, Member member) {
    return Row.of(key)
        .with(NAME, AttributeValue.fromS(member.name()))
        .with(Row.TTL, table.expiry(TTL));
  }

  private static Key ofConnection(ConnectionId connection) {
    return new Key("member#" + connection.value(), "member");
  }

  private static Key inRoom(Room room, ConnectionId connection) {
    return new Key(partition(room), MEMBER + connection.value());
  }

  private static ConnectionId connection(Key inRoom) {
    return new ConnectionId(inRoom.sort().substring(MEMBER.length()));
  }

  private static String partition(Room room) {
    return "members#" + room.name();
  }
}
