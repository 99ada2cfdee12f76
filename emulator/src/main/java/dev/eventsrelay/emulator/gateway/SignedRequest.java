// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request with a Signature Version 4, in its headers or in its query (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html">AWS</a>).
 *
 * @param credential access key and scope
 * @param date as the client wrote it
 * @param validity how long after that the signature counts
 */
record SignedRequest(
    HttpRequest http,
    String credential,
    String signedHeaders,
    String signature,
    String date,
    Duration validity) {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 +Credential=(?<credential>[^ ,]+), *SignedHeaders=(?<headers>[^ ,]+),"
              + " *Signature=(?<signature>[0-9a-f]+)");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** How far clocks may differ, and how long a signature in headers counts. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /**
   * @throws IllegalArgumentException with a sentence if the request is not signed
   */
  static SignedRequest of(HttpRequest http) {
    Map<String, List<String>> query = new QueryStringDecoder(http.uri()).parameters();
    if (query.containsKey("X-Amz-Signature")) {
      return new SignedRequest(
          http,
          only(query, "X-Amz-Credential"),
          only(query, "X-Amz-SignedHeaders"),
          only(query, "X-Amz-Signature"),
          only(query, "X-Amz-Date"),
          validity(only(query, "X-Amz-Expires")));
    }
    String authorization = http.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    Matcher matcher = AUTHORIZATION.matcher(authorization);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("it has no Signature Version 4.");
    }
    return new SignedRequest(
        http,
        matcher.group("credential"),
        matcher.group("headers"),
        matcher.group("signature"),
        http.headers().get("X-Amz-Date", ""),
        TOLERANCE);
  }

  /**
   * @throws IllegalArgumentException with a sentence about what is wrong
   */
  void verify(ConnectAuthorization.Iam iam, Instant now) {
    Instant signedAt = instant();
    if (signedAt.isAfter(now.plus(TOLERANCE)) || now.isAfter(signedAt.plus(validity))) {
      throw new IllegalArgumentException("its signature of " + date + " does not count now.");
    }
    String scope = date.substring(0, 8) + "/" + iam.region() + "/execute-api/aws4_request";
    if (!credential.equals(iam.accessKeyId() + "/" + scope)) {
      throw new IllegalArgumentException(
          "it is signed for %s and not for %s/%s.".formatted(credential, iam.accessKeyId(), scope));
    }
    if (!List.of(signedHeaders.split(";", -1)).contains("host")) {
      throw new IllegalArgumentException("its signature leaves out the header host.");
    }
    String expected =
        new SigningKey(iam.secretAccessKey(), scope)
            .sign(date, CanonicalRequest.text(http, signedHeaders));
    if (!MessageDigest.isEqual(bytes(expected), bytes(signature))) {
      throw new IllegalArgumentException("its signature is wrong.");
    }
  }

  private static Duration validity(String seconds) {
    if (!seconds.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("its X-Amz-Expires is \"" + seconds + "\".");
    }
    return Duration.ofSeconds(Long.parseLong(seconds));
  }

  private Instant instant() {
    try {
      return DATE.parse(date, Instant::from);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("its X-Amz-Date is \"" + date + "\".", e);
    }
  }

  private static String only(Map<String, List<String>> query, String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() != 1) {
      throw new IllegalArgumentException("its query has no " + name + ", or several.");
    }
    return values.getFirst();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
