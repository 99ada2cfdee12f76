// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The event that API Gateway sends for a message on {@code $default}, with the fields of a real
 * one.
 */
final class MessageEvent {
  private static final String REQUEST_ID = "R4ZdwHyCoAMFYyA=";
  private static final long RECEIVED_AT = 1_705_751_708_000L;

  private MessageEvent() {}

  /** The event's JSON for that body. */
  static byte[] of(String body) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("routeKey", "$default");
    context.put("messageId", "R4ZdwcvgIAMCK-g=");
    context.put("eventType", "MESSAGE");
    context.put("extendedRequestId", REQUEST_ID);
    context.put("requestTime", "20/Jan/2024:11:55:08 +0000");
    context.put("messageDirection", "IN");
    context.put("stage", "prod");
    context.put("connectedAt", RECEIVED_AT - 60_000);
    context.put("requestTimeEpoch", RECEIVED_AT);
    context.put("identity", Map.of("sourceIp", "203.0.113.7"));
    context.put("requestId", REQUEST_ID);
    context.put("domainName", "abcdefghij.execute-api.us-east-1.amazonaws.com");
    context.put("connectionId", "R4Zdvd8eoAMCK-g=");
    context.put("apiId", "abcdefghij");

    Map<String, Object> event = new LinkedHashMap<>();
    event.put("requestContext", context);
    event.put("body", body);
    event.put("isBase64Encoded", false);
    try {
      return new ObjectMapper().writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event of maps and texts is JSON", e);
    }
  }
}
