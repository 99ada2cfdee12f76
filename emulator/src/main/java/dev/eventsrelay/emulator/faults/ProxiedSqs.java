// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQS, in the JSON protocol of the SDKs and in the form protocol that API Gateway speaks (<a
 * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html">errors</a>).
 */
record ProxiedSqs(StandingFaults faults) implements ProxiedService {
  private static final Pattern ACTION = Pattern.compile("(?:^|[?&])Action=(\\w+)");

  @Override
  public String title() {
    return "SQS";
  }

  @Override
  public CallFate fate(FullHttpRequest request) {
    return faults.sqs(operation(request));
  }

  private static String operation(FullHttpRequest request) {
    if (isJson(request)) {
      return ServiceErrors.target(request);
    }
    Matcher inUri = ACTION.matcher(request.uri());
    if (inUri.find()) {
      return inUri.group(1);
    }
    Matcher inBody = ACTION.matcher(request.content().toString(UTF_8));
    return inBody.find() ? inBody.group(1) : "";
  }

  private static boolean isJson(FullHttpRequest request) {
    return !ServiceErrors.target(request).isEmpty();
  }

  @Override
  public FullHttpResponse throttled(FullHttpRequest request) {
    String message = "Rate exceeded";
    return isJson(request)
        ? ServiceErrors.json(400, "com.amazonaws.sqs#RequestThrottled", message)
        : ServiceErrors.xml(400, "RequestThrottled", message);
  }

  @Override
  public FullHttpResponse failed(FullHttpRequest request, int status) {
    String message = "We encountered an internal error. Please try again.";
    return isJson(request)
        ? ServiceErrors.json(status, "com.amazonaws.sqs#InternalError", message)
        : ServiceErrors.xml(status, "InternalError", message);
  }
}
