// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.stub;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The answers of DynamoDB, for a table whose partition key is {@code pk} and whose sort key is
 * {@code sk}.
 */
final class DynamoDbAnswers {
  /** In 2100: no row of the stub ever expires. */
  private static final String TTL = "4102444800";

  /** Queries for other rows of a guid, such as results that wait, find none. */
  private static final String SUBSCRIBER_PREFIX = "\"subscriber#";

  private static final String GUID_KEY = "\"guid#";

  private DynamoDbAnswers() {}

  /**
   * The body of an answer.
   *
   * @param operation such as {@code Query}
   * @param request the body of the request
   */
  static byte[] to(String operation, String request) {
    String json =
        switch (operation) {
          case "Query" -> page(request.contains(SUBSCRIBER_PREFIX) ? guid(request) : "");
          case "UpdateItem" -> publisher(guid(request));
          case "BatchWriteItem" -> "{\"UnprocessedItems\":{}}";
          case "PutItem", "DeleteItem", "GetItem" -> "{}";
          default -> throw new IllegalArgumentException("operation " + operation);
        };
    return json.getBytes(UTF_8);
  }

  /** The guid whose partition a request is about; empty if it is about something else. */
  private static String guid(String request) {
    int start = request.indexOf(GUID_KEY);
    if (start < 0) {
      return "";
    }
    start += GUID_KEY.length();
    return request.substring(start, request.indexOf('"', start));
  }

  private static String page(String guid) {
    int subscribers = StubGuid.subscribers(guid);
    StringBuilder items = new StringBuilder(64 + 160 * subscribers);
    items.append("{\"Count\":").append(subscribers).append(",\"Items\":[");
    for (int i = 0; i < subscribers; i++) {
      items
          .append(i == 0 ? "" : ",")
          .append("{\"pk\":{\"S\":\"guid#")
          .append(guid)
          .append("\"},\"sk\":{\"S\":\"subscriber#")
          .append(connection(i))
          .append("\"},\"ttl\":{\"N\":\"")
          .append(TTL)
          .append("\"}}");
    }
    return items.append("],\"ScannedCount\":").append(subscribers).append("}").toString();
  }

  private static String publisher(String guid) {
    return """
    {"Attributes":{"pk":{"S":"guid#%s"},"sk":{"S":"publisher"},"connectionId":{"S":"%s"},"ttl":{"N":"%s"}}}\
    """
        .formatted(guid, connection(0), TTL);
  }

  /** Of the form that API Gateway gives: 16 characters, the last of them {@code =}. */
  private static String connection(int number) {
    return "stub" + (10_000_000_000L + number) + "=";
  }
}
