// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import org.jspecify.annotations.Nullable;

/**
 * The event of a WebSocket API, with the two fields of {@code $disconnect} that the library's class
 * lacks.
 *
 * <p>The runtime fills it from JSON; whatever the event did not have is null.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html">Managing
 *     connected users and client apps</a>
 */
public final class WebSocketEvent extends APIGatewayV2WebSocketEvent {
  private static final long serialVersionUID = 1L;

  private @Nullable RequestContext context;

  /** The request context with its disconnect fields. */
  public static final class RequestContext extends APIGatewayV2WebSocketEvent.RequestContext {
    private static final long serialVersionUID = 1L;

    private @Nullable Integer disconnectStatusCode;
    private @Nullable String disconnectReason;

    /** The WebSocket close code, such as 1000; null unless this is a {@code $disconnect}. */
    public @Nullable Integer getDisconnectStatusCode() {
      return disconnectStatusCode;
    }

    /** For the runtime. */
    public void setDisconnectStatusCode(@Nullable Integer disconnectStatusCode) {
      this.disconnectStatusCode = disconnectStatusCode;
    }

    /** Why the connection was closed, in words; null unless this is a {@code $disconnect}. */
    public @Nullable String getDisconnectReason() {
      return disconnectReason;
    }

    /** For the runtime. */
    public void setDisconnectReason(@Nullable String disconnectReason) {
      this.disconnectReason = disconnectReason;
    }
  }

  @Override
  public @Nullable RequestContext getRequestContext() {
    return context;
  }

  /** For the runtime. */
  public void setRequestContext(@Nullable RequestContext context) {
    this.context = context;
  }
}
