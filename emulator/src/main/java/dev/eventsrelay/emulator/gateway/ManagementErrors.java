// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;

/** The Management API's errors by status, under the names that the AWS SDKs know. */
final class ManagementErrors {
  private ManagementErrors() {}

  static FullHttpResponse of(int status) {
    HttpResponseStatus http = HttpResponseStatus.valueOf(status);
    return switch (status) {
      case 403 -> Responses.error(http, "ForbiddenException", "Forbidden");
      case 410 -> Responses.error(http, "GoneException", "");
      case 413 -> Responses.error(http, "PayloadTooLargeException", "Message too long");
      case 429 -> Responses.error(http, "LimitExceededException", "Rate exceeded");
      default -> Responses.error(http, "InternalServerErrorException", "Internal server error");
    };
  }
}
