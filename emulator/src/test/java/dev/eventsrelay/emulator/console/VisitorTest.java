// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisitorTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:3080,,",
    "localhost:3080,,",
    "[::1]:3080,,",
    "127.0.0.1:3080, http://127.0.0.1:3080, same-origin",
    "localhost:3080, https://localhost:3080, same-origin",
    "127.0.0.1:3080,, none",
  })
  void visitor_ownPageOrTool_isAnswered(String host, String origin, String site) {
    assertThat(Visitor.refusal(headers(host, origin, site))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "rebound.example:3080,,",
    "127.0.0.1.rebound.example,,",
    "127.0.0.1:3080, http://elsewhere.example, cross-site",
    "127.0.0.1:3080, http://127.0.0.1:8080, same-site",
    "127.0.0.1:3080, http://localhost:3080, same-site",
    "127.0.0.1:3080, null, cross-site",
    "127.0.0.1:3080,, cross-site",
    "127.0.0.1:3080,, same-site",
    ",,",
  })
  void visitor_otherPage_isRefused(String host, String origin, String site) {
    assertThat(Visitor.refusal(headers(host, origin, site))).isPresent();
  }

  private static HttpHeaders headers(String host, String origin, String site) {
    HttpHeaders headers = new DefaultHttpHeaders();
    addIfPresent(headers, "Host", host);
    addIfPresent(headers, "Origin", origin);
    addIfPresent(headers, "Sec-Fetch-Site", site);
    return headers;
  }

  private static void addIfPresent(HttpHeaders headers, String name, String value) {
    if (value != null) {
      headers.set(name, value);
    }
  }
}
