// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.eventsrelay.emulator.mapping.MappingException;

/**
 * What an integration of type {@code MOCK} calls: nothing. The request that its template writes,
 * such as {@code {"statusCode": 200}}, says the status, and the answer has no body (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html">AWS</a>,
 * about REST APIs). Stateless.
 */
public final class MockService implements AwsService {
  // Templates such as {statusCode: 200} are in wide use.
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private static final int MIN_STATUS = 200;
  private static final int MAX_STATUS = 599;

  @Override
  public Response call(Request request) {
    JsonNode status = parsed(request.body()).path("statusCode");
    int code = status.canConvertToInt() && status.isIntegralNumber() ? status.intValue() : 0;
    if (code < MIN_STATUS || code > MAX_STATUS) {
      throw unusable(request.body());
    }
    return new Response(code, "");
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      throw unusable(body);
    }
  }

  private static MappingException unusable(String body) {
    return new MappingException(
        "A mock integration needs a request template that writes {\"statusCode\": N}, N from %d to %d, but its request is \"%s\"."
            .formatted(MIN_STATUS, MAX_STATUS, body.strip()));
  }
}
