// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.function.Variables;
import dev.eventsrelay.telemetry.InvocationTelemetry;
import dev.eventsrelay.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Map;

/**
 * Answers API Gateway whether a client may connect, with a policy for exactly this handshake.
 *
 * <p>Whatever goes wrong here, a client that cannot be judged is refused, unless the mode is {@link
 * Mode#REPORT}, which refuses nobody. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html">Lambda
 *     REQUEST authorizers of WebSocket APIs</a>
 */
public final class OnAuthorizeHandler implements RequestStreamHandler {
  private final Mode mode;
  private final SharedSecret secret;
  private final Telemetry telemetry;

  /**
   * For Lambda, which makes one handler for each execution environment.
   *
   * @throws IllegalStateException with a sentence about what is wrong with a variable
   */
  public OnAuthorizeHandler() {
    this(new Variables(System.getenv()));
  }

  private OnAuthorizeHandler(Variables variables) {
    this(
        Mode.from(variables),
        new SharedSecret(
            new SecretCache(SecretsManagerStore.from(variables), MonotonicClock.system())),
        new Telemetry(
            System.out,
            variables.text("METRICS_NAMESPACE", "events-relay"),
            variables.level("AWS_LAMBDA_LOG_LEVEL", Level.INFO),
            InstantSource.system()));
  }

  OnAuthorizeHandler(Mode mode, SharedSecret secret, Telemetry telemetry) {
    this.mode = requireNonNull(mode, "mode is null");
    this.secret = requireNonNull(secret, "secret is null");
    this.telemetry = requireNonNull(telemetry, "telemetry is null");
  }

  @Override
  public void handleRequest(InputStream event, OutputStream response, Context context)
      throws IOException {
    Handshake handshake = Handshake.read(event);
    Map<String, String> ids =
        Map.of("requestId", context.getAwsRequestId(), "connectionId", handshake.connectionId());
    try (InvocationTelemetry told = telemetry.begin(context.getFunctionName(), ids)) {
      answer(handshake, told).writeTo(response);
    }
  }

  private Policy answer(Handshake handshake, InvocationTelemetry told) {
    return switch (judge(handshake, told)) {
      case Judgement.Accepted(boolean previous) -> {
        if (previous) {
          told.metrics().count(AuthorizationMetric.Count.PREVIOUS_SECRET);
        }
        yield Policy.allow(previous ? "previous-secret" : "secret", handshake.methodArn());
      }
      case Judgement.Refused(Judgement.Reason reason) -> {
        told.metrics().count(mode.refusals());
        told.log().log(
            Level.WARNING,
            mode.refusalMessage(),
            Map.of("reason", reason.text(), "sourceIp", handshake.sourceIp()));
        yield mode == Mode.REPORT
            ? Policy.allow("would-be-refused", handshake.methodArn())
            : Policy.deny("refused", handshake.methodArn());
      }
    };
  }

  private Judgement judge(Handshake handshake, InvocationTelemetry told) {
    try {
      return secret.judge(handshake.bearerToken(), told);
    } catch (RuntimeException e) {
      told.metrics().failed(AuthorizationMetric.Failed.UNEXPECTED);
      told.log().log(Level.ERROR, "handshake not judged", Map.of("exception", e.toString()));
      return new Judgement.Refused(Judgement.Reason.UNDECIDED);
    }
  }
}
