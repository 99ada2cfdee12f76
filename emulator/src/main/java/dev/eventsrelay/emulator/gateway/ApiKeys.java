// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The API keys that a stage accepts (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">AWS</a>).
 *
 * @param source where a client's key is
 * @param idsByValue of the enabled keys of the stage's usage plans
 */
public record ApiKeys(Source source, Map<String, String> idsByValue) {
  /** A stage that accepts none. */
  public static final ApiKeys NONE = new ApiKeys(Source.HEADER, Map.of());

  static final String USAGE_IDENTIFIER_KEY = "usageIdentifierKey";

  private static final String HEADER_NAME = "x-api-key";

  /** An API key selection expression. */
  public enum Source {
    HEADER("$request.header." + HEADER_NAME),
    AUTHORIZER("$context.authorizer." + USAGE_IDENTIFIER_KEY);

    private final String expression;

    Source(String expression) {
      this.expression = expression;
    }

    public String expression() {
      return expression;
    }
  }

  /** A key that the stage accepts. */
  record Key(String id, String value) {
    @Override
    public String toString() {
      return "Key[id=" + id + "]";
    }
  }

  public ApiKeys {
    requireNonNull(source, "source is null");
    idsByValue = Map.copyOf(idsByValue);
  }

  @Override
  public String toString() {
    return "ApiKeys[source=" + source + ", ids=" + idsByValue.values() + "]";
  }

  /**
   * The key with which a client connects; empty if it has none that the stage accepts.
   *
   * @param authorizer what an authorizer said of the client
   */
  Optional<Key> of(ConnectRequest request, Map<String, String> authorizer) {
    String value =
        switch (source) {
          case HEADER -> header(request);
          case AUTHORIZER -> authorizer.getOrDefault(USAGE_IDENTIFIER_KEY, "");
        };
    return Optional.ofNullable(idsByValue.get(value)).map(id -> new Key(id, value));
  }

  private static String header(ConnectRequest request) {
    return request.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(HEADER_NAME))
        .map(Map.Entry::getValue)
        .map(List::getLast)
        .findFirst()
        .orElse("");
  }
}
