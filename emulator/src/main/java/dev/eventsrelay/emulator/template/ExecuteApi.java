// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where AWS would serve an API: {@code <id>.execute-api.<region>.<suffix>}.
 *
 * <p>A template builds its URLs from this host and passes them to its functions. {@link #localize}
 * turns such a value into the local gateway's address. So the template is evaluated exactly as by
 * CloudFormation, and the local address appears in only one place.
 *
 * @param apiId ten lower-case characters, the same for every start
 * @param host the host without a scheme
 */
public record ExecuteApi(String apiId, String host) {
  private static final int API_ID_LENGTH = 10;

  static ExecuteApi of(String logicalId) {
    long hash =
        UUID.nameUUIDFromBytes(logicalId.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    // The top bit makes every number long enough to cut.
    String apiId =
        Long.toUnsignedString(hash | Long.MIN_VALUE, Character.MAX_RADIX)
            .substring(0, API_ID_LENGTH);
    return new ExecuteApi(
        apiId, "%s.execute-api.%s.%s".formatted(apiId, Deployment.REGION, Deployment.URL_SUFFIX));
  }

  /**
   * The value with this API's host replaced by the local one, {@code https} by {@code http} and
   * {@code wss} by {@code ws}; any other value unchanged.
   *
   * @param value of an environment variable
   * @param authority host and port of the local gateway
   */
  public String localize(String value, String authority) {
    return value
        .replace("https://" + host, "http://" + authority)
        .replace("wss://" + host, "ws://" + authority)
        .replace(host, authority);
  }
}
