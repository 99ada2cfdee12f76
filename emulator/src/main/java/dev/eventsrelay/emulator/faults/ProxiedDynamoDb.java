// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;

/**
 * DynamoDB, with errors in its form (<a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html">AWS</a>).
 */
record ProxiedDynamoDb(StandingFaults faults) implements ProxiedService {
  @Override
  public String title() {
    return "DynamoDB";
  }

  @Override
  public CallFate fate(FullHttpRequest request) {
    return faults.dynamoDb(ServiceErrors.target(request));
  }

  @Override
  public FullHttpResponse throttled(FullHttpRequest request) {
    return error(
        400,
        "ProvisionedThroughputExceededException",
        "The level of configured provisioned throughput for the table was exceeded. Consider"
            + " increasing your provisioning level with the UpdateTable API.");
  }

  @Override
  public FullHttpResponse failed(FullHttpRequest request, int status) {
    return error(status, "InternalServerError", "Internal server error");
  }

  private static FullHttpResponse error(int status, String type, String message) {
    return ServiceErrors.json(status, "com.amazonaws.dynamodb.v20120810#" + type, message);
  }
}
