// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an AWS SDK says about itself in the headers of a request. */
public final class SdkHeaders {
  private static final Pattern ATTEMPT = Pattern.compile("attempt=(\\d{1,4})");

  private SdkHeaders() {}

  /** Empty if there is none. */
  public static String userAgent(HttpHeaders headers) {
    return headers.get(HttpHeaderNames.USER_AGENT, "");
  }

  /** The X-Ray header of the invocation that sends the request; empty if there is none. */
  public static String traceId(HttpHeaders headers) {
    return headers.get("X-Amzn-Trace-Id", "");
  }

  /** The number of the attempt, from 1; 1 if the client does not say. */
  public static int attempt(HttpHeaders headers) {
    Matcher attempt = ATTEMPT.matcher(headers.get("amz-sdk-request", ""));
    return attempt.find() ? Integer.parseInt(attempt.group(1)) : 1;
  }
}
