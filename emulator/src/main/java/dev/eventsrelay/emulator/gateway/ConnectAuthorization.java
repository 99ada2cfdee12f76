// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.lambda.LambdaFunction;
import java.util.List;

/**
 * Who may connect. A WebSocket API asks at {@code $connect} and never again (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-control-access.html">AWS</a>).
 */
public sealed interface ConnectAuthorization {
  /** Everybody. */
  record None() implements ConnectAuthorization {}

  /**
   * Who signs the handshake with Signature Version 4, in headers or in the query, for the service
   * {@code execute-api}. There is one user, who may connect.
   */
  record Iam(String region, String accessKeyId, String secretAccessKey)
      implements ConnectAuthorization {
    public Iam {
      requireNonNull(region, "region is null");
      requireNonNull(accessKeyId, "accessKeyId is null");
      requireNonNull(secretAccessKey, "secretAccessKey is null");
    }

    @Override
    public String toString() {
      return "Iam[region=" + region + ", accessKeyId=" + accessKeyId + "]";
    }
  }

  /**
   * Whom a function lets in: a Lambda authorizer of type {@code REQUEST}. It is asked at every
   * handshake, because WebSocket APIs keep none of its answers.
   *
   * @param function under the same rule as a {@link Route}'s
   * @param identitySources what a handshake must have for the function to be asked at all
   * @param arnPrefix of the API's resources, such as {@code
   *     arn:aws:execute-api:us-east-1:123456789012}
   */
  record Lambda(LambdaFunction function, List<IdentitySource> identitySources, String arnPrefix)
      implements ConnectAuthorization {
    public Lambda {
      requireNonNull(function, "function is null");
      identitySources = List.copyOf(identitySources);
      requireNonNull(arnPrefix, "arnPrefix is null");
    }
  }
}
