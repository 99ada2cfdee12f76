// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.relay.dynamodb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.protocol.Guid;
import dev.eventsrelay.rehearsal.StandIn;
import dev.eventsrelay.relay.Publication;
import java.util.Base64;
import java.util.List;

/**
 * Answers the relay's calls in a rehearsal: as its table would, if each guid said by itself what is
 * stored about it, and as the Management API would. It stores nothing. Immutable.
 */
public final class RehearsedTable implements StandIn {
  /** Somebody is subscribed to it. */
  public static final String SUBSCRIBED = "rehearsal-subscribed";

  /** A client that is gone is subscribed to it. */
  public static final String GONE = "rehearsal-gone";

  /** Nobody is subscribed to it. */
  public static final String ALONE = "rehearsal-alone";

  /** A result waits for whoever subscribes to it. */
  public static final String WAITING = "rehearsal-waiting";

  /** In 2100: nothing expires. */
  private static final String TTL = "{\"N\":\"4102444800\"}";

  private static final String SUBSCRIBER = "rehearsal-router=";
  private static final String GONE_SUBSCRIBER = "rehearsal-closed=";
  private static final String DONE = "{}";

  private final String waitingResult;
  private final String pendingIndex;

  /**
   * A table.
   *
   * @param kept the frames of results that wait for a subscriber
   */
  public RehearsedTable(List<String> kept) {
    this.pendingIndex =
        row(
            "guid#" + ALONE,
            "pending",
            kept.stream().map(RehearsedTable::entry).collect(joining()));
    String frame = "{\"guid\":\"" + WAITING + "\"}";
    this.waitingResult =
        row(
            "guid#" + WAITING,
            "pending#rehearsal",
            ",\"frame\":{\"B\":\""
                + Base64.getEncoder().encodeToString(frame.getBytes(UTF_8))
                + "\"},\"keptAt\":{\"N\":\"1\"}");
  }

  @Override
  public Reply reply(Call call) {
    String request = call.body();
    return switch (call.operation()) {
      case "" -> posted(call.path());
      case "Query" -> new Reply(200, page(rows(request)));
      case "GetItem" -> new Reply(200, "{\"Item\":" + item(request) + "}");
      case "UpdateItem" -> new Reply(200, "{\"Attributes\":" + publisher() + "}");
      case "PutItem", "DeleteItem" -> new Reply(200, DONE);
      case "BatchGetItem" ->
          new Reply(
              200,
              "{\"Responses\":{\""
                  + TABLE
                  + "\":["
                  + subscriber(SUBSCRIBED, SUBSCRIBER)
                  + "]},\"UnprocessedKeys\":{}}");
      case "BatchWriteItem" -> new Reply(200, "{\"UnprocessedItems\":{}}");
      default -> new Reply(400, "{\"__type\":\"UnknownOperationException\"}");
    };
  }

  private static String entry(String frame) {
    String id = Publication.of(new Guid(ALONE), Frame.of(frame)).id();
    return text(id, "1 4102444800 " + frame.length() + " rehearsal-worker=");
  }

  private static Reply posted(String path) {
    return path.contains("rehearsal-closed") ? new Reply(410, DONE) : new Reply(200, "");
  }

  private String rows(String query) {
    if (query.contains("\"subscriptions#\"")) {
      return row(
          "connection#rehearsal", "subscriptions#1#1", ",\"topics\":{\"SS\":[\"" + GONE + "\"]}");
    }
    if (query.contains("\"pending#\"")) {
      return query.contains(WAITING) ? waitingResult : "";
    }
    if (query.contains(GONE)) {
      return subscriber(GONE, GONE_SUBSCRIBER);
    }
    return query.contains(SUBSCRIBED) ? subscriber(SUBSCRIBED, SUBSCRIBER) : "";
  }

  private static String page(String rows) {
    int count = rows.isEmpty() ? 0 : 1;
    return "{\"Count\":" + count + ",\"Items\":[" + rows + "],\"ScannedCount\":" + count + "}";
  }

  private String item(String get) {
    return get.contains("\"pending\"")
        ? pendingIndex
        : row("connection#rehearsal", "connection", "");
  }

  private static String subscriber(String guid, String connection) {
    return row("guid#" + guid, "subscriber#" + connection, "");
  }

  private static String publisher() {
    return row("guid#" + SUBSCRIBED, "publisher", text("connectionId", "rehearsal-worker="));
  }

  private static String text(String name, String value) {
    return ",\"" + name + "\":{\"S\":\"" + value + "\"}";
  }

  private static String row(String partition, String sort, String more) {
    return "{\"pk\":{\"S\":\""
        + partition
        + "\"},\"sk\":{\"S\":\""
        + sort
        + "\"},\"ttl\":"
        + TTL
        + more
        + "}";
  }
}
