// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request of Lambda's Invoke (<a
 * href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">AWS</a>).
 *
 * @param function its name, taken out of any form that AWS accepts
 * @param qualifier a version or an alias; empty for the unqualified function
 * @param type such as {@code RequestResponse}
 */
record InvokeRequest(String function, String qualifier, String type) {
  private static final Pattern PATH =
      Pattern.compile("/2015-03-31/functions/(?<function>[^/]+)/invocations");

  /** A name, a partial ARN or an ARN, each with or without a qualifier. */
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(arn:[a-z-]+:lambda:)?([a-z]{2}(-[a-z]+)+-\\d:)?(\\d{12}:)?(function:)?"
              + "(?<name>[A-Za-z0-9_-]+)(:(?<qualifier>[$A-Za-z0-9._-]+))?");

  /** Empty if it is a request of another kind. */
  static Optional<InvokeRequest> of(FullHttpRequest request) {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    Matcher path = PATH.matcher(uri.path());
    if (!request.method().equals(HttpMethod.POST) || !path.matches()) {
      return Optional.empty();
    }
    Matcher function = FUNCTION.matcher(path.group("function"));
    if (!function.matches()) {
      return Optional.empty();
    }
    String inName = function.group("qualifier");
    String inQuery = uri.parameters().getOrDefault("Qualifier", List.of("")).getLast();
    return Optional.of(
        new InvokeRequest(
            function.group("name"),
            inName == null ? inQuery : inName,
            request.headers().get("X-Amz-Invocation-Type", "RequestResponse")));
  }

  /** What the function's version is called in the answer; published ones are all version 1 here. */
  String executedVersion() {
    return qualifier.isEmpty() || qualifier.startsWith("$LATEST") ? "$LATEST" : "1";
  }
}
