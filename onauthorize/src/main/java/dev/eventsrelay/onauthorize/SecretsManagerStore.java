// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.function.Variables;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/**
 * A secret of Secrets Manager, with the stages that its rotation moves (<a
 * href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version">AWS</a>).
 * Thread-safe.
 */
final class SecretsManagerStore implements SecretStore {
  private static final String CURRENT = "AWSCURRENT";
  private static final String PREVIOUS = "AWSPREVIOUS";
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(1);

  /** For each of two calls: together well within the function's 10 s. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(3);

  private final SecretsManagerClient client;
  private final String secretArn;

  SecretsManagerStore(SecretsManagerClient client, String secretArn) {
    this.client = requireNonNull(client, "client is null");
    this.secretArn = requireNonNull(secretArn, "secretArn is null");
  }

  /**
   * The secret that {@code CONNECT_SECRET_ARN} names, with region, credentials and endpoint from
   * the SDK's standard sources.
   */
  static SecretsManagerStore from(Variables variables) {
    return new SecretsManagerStore(
        client(SecretsManagerClient.builder()),
        variables.required("CONNECT_SECRET_ARN", "the ARN of the secret in Secrets Manager"));
  }

  static SecretsManagerClient client(SecretsManagerClientBuilder builder) {
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(ATTEMPT_TIMEOUT)
                .socketTimeout(ATTEMPT_TIMEOUT))
        .overrideConfiguration(
            o -> o.apiCallAttemptTimeout(ATTEMPT_TIMEOUT).apiCallTimeout(CALL_TIMEOUT))
        .build();
  }

  @Override
  public Secrets read() throws SecretStoreException {
    try {
      return Secrets.of(value(CURRENT), previous());
    } catch (SdkException e) {
      throw new SecretStoreException(
          "Secrets Manager did not give " + secretArn + ": " + e.getMessage(), e);
    }
  }

  /** Absent before the first rotation, and when it was taken away to shut out who still has it. */
  private Optional<String> previous() throws SecretStoreException {
    try {
      return Optional.of(value(PREVIOUS));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private String value(String stage) throws SecretStoreException {
    String text =
        client
            .getSecretValue(
                GetSecretValueRequest.builder().secretId(secretArn).versionStage(stage).build())
            .secretString();
    if (text == null) {
      throw new SecretStoreException("The secret " + secretArn + " is binary: store it as text.");
    }
    return text;
  }
}
