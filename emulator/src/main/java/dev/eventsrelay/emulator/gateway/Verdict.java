// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;

/** What became of a handshake when the gateway asked whether the client may connect. */
sealed interface Verdict {
  /** It may, and nobody in particular said so. */
  Verdict ALLOWED = new Allowed(Map.of());

  /**
   * It may.
   *
   * @param authorizer what later events carry as {@code requestContext.authorizer}; empty for none
   */
  record Allowed(Map<String, String> authorizer) implements Verdict {
    public Allowed {
      authorizer = Map.copyOf(authorizer);
    }
  }

  /** It may not. */
  record Refused(HttpResponseStatus status, GatewayFrame frame) implements Verdict {
    static final Refused UNAUTHORIZED =
        new Refused(HttpResponseStatus.UNAUTHORIZED, GatewayFrame.UNAUTHORIZED);
    static final Refused FORBIDDEN =
        new Refused(HttpResponseStatus.FORBIDDEN, GatewayFrame.FORBIDDEN);

    /** The authorizer failed, whatever the client has. */
    static final Refused UNDECIDED =
        new Refused(HttpResponseStatus.INTERNAL_SERVER_ERROR, GatewayFrame.INTERNAL_ERROR);
  }
}
