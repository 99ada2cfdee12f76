// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;

/** The form of a request without a body that Signature Version 4 signs. */
final class CanonicalRequest {
  private static final String HASH_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private CanonicalRequest() {}

  static String text(HttpRequest request, String signedHeaders) {
    String uri = request.uri();
    int question = uri.indexOf('?');
    String path = question < 0 ? uri : uri.substring(0, question);
    String query = question < 0 ? "" : uri.substring(question + 1);
    return String.join(
        "\n",
        request.method().name(),
        // Encoded once more than on the wire: every service but S3 does so.
        encode(path).replace("%2F", "/"),
        query(query),
        headers(request, signedHeaders),
        signedHeaders,
        HASH_OF_NOTHING);
  }

  private static String query(String raw) {
    return new QueryStringDecoder(raw, false)
        .parameters().entrySet().stream()
            .filter(parameter -> !parameter.getKey().equals("X-Amz-Signature"))
            .sorted(Comparator.comparing(parameter -> encode(parameter.getKey())))
            .flatMap(
                parameter ->
                    parameter.getValue().stream()
                        .map(CanonicalRequest::encode)
                        .sorted()
                        .map(value -> encode(parameter.getKey()) + "=" + value))
            .collect(Collectors.joining("&"));
  }

  private static String headers(HttpRequest request, String signedHeaders) {
    return Arrays.stream(signedHeaders.split(";", -1))
        .map(
            name ->
                name
                    + ":"
                    + request.headers().getAll(name).stream()
                        .map(value -> value.strip().replaceAll(" +", " "))
                        .collect(Collectors.joining(","))
                    + "\n")
        .collect(Collectors.joining());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
