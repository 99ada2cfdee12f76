// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.util.Base64;

/**
 * One event of a rehearsal, and how the function must answer it.
 *
 * @param routeKey such as {@code $default}
 * @param eventType {@code CONNECT}, {@code MESSAGE} or {@code DISCONNECT}
 * @param body the client's message; empty where the event has none
 * @param status of the answer
 */
public record Step(String routeKey, String eventType, String body, int status) {
  public Step {
    requireNonNull(routeKey, "routeKey is null");
    requireNonNull(eventType, "eventType is null");
    requireNonNull(body, "body is null");
  }

  /** A message of a client on the route {@code $default}. */
  public static Step message(String body, int status) {
    return new Step("$default", "MESSAGE", body, status);
  }

  /** The event as API Gateway sends it, at that time. */
  String event(String connection, long now) {
    return """
    {"requestContext":{"routeKey":"%s","messageId":"rehearsal=","eventType":"%s",\
    "extendedRequestId":"rehearsal=","requestTime":"01/Jan/2026:00:00:00 +0000",\
    "messageDirection":"IN","stage":"rehearsal","connectedAt":%d,"requestTimeEpoch":%d,\
    "identity":{"sourceIp":"127.0.0.1"},"requestId":"rehearsal=","domainName":"localhost",\
    "connectionId":"%s","apiId":"rehearsal","disconnectStatusCode":1000,"disconnectReason":""},\
    "isBase64Encoded":false,"body":"%s"}\
    """
        .formatted(routeKey, eventType, now, now, connection, escaped(body));
  }

  /** The event as a message of a queue. */
  String queued(String connection, long now, int number) {
    return """
    {"messageId":"rehearsal-%d","receiptHandle":"rehearsal","body":"%s","attributes":{\
    "ApproximateReceiveCount":"1","SentTimestamp":"%d"},"messageAttributes":{%s,%s,%s,%s,%s,%s,%s},\
    "eventSource":"aws:sqs"}\
    """
        .formatted(
            number,
            body.isEmpty() ? "-" : Base64.getEncoder().encodeToString(body.getBytes(UTF_8)),
            now,
            attribute("connectionId", connection),
            attribute("routeKey", routeKey),
            attribute("eventType", eventType),
            attribute("requestTimeEpoch", Long.toString(now)),
            attribute("apiId", "rehearsal"),
            attribute("stage", "rehearsal"),
            attribute("encoding", body.isEmpty() ? "none" : "base64"));
  }

  private static String attribute(String name, String value) {
    return "\"" + name + "\":{\"stringValue\":\"" + value + "\",\"dataType\":\"String\"}";
  }

  /** As JSON has it: scenarios contain no control characters. */
  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
