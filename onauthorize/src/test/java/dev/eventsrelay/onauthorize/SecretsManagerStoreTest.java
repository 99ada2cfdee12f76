// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.onauthorize;

import static dev.eventsrelay.onauthorize.FakeStore.NEXT;
import static dev.eventsrelay.onauthorize.FakeStore.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class SecretsManagerStoreTest {
  private final SecretsManagerStandIn secretsManager;
  private final SecretsManagerClient client;

  SecretsManagerStoreTest() throws IOException {
    secretsManager = new SecretsManagerStandIn(SECRET + "\n");
    client =
        SecretsManagerStore.client(
            SecretsManagerClient.builder()
                .endpointOverride(secretsManager.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("local", "local"))));
  }

  @AfterEach
  void stop() {
    client.close();
    secretsManager.close();
  }

  @Test
  void secret_neverRotated_hasNoPrevious() throws Exception {
    Secrets secrets = store(SecretsManagerStandIn.ARN).read();

    assertThat(secrets.previous()).isEmpty();
    assertThat(secrets.compare(Hash.of(SECRET))).isEqualTo(new Judgement.Accepted(false));
  }

  @Test
  void secret_rotated_hasBoth() throws Exception {
    secretsManager.rotate(NEXT);
    Secrets secrets = store(SecretsManagerStandIn.ARN).read();

    assertThat(secrets.compare(Hash.of(NEXT))).isEqualTo(new Judgement.Accepted(false));
    assertThat(secrets.compare(Hash.of(SECRET))).isEqualTo(new Judgement.Accepted(true));
  }

  @Test
  void secret_thatDoesNotExist_isASentence() {
    assertThatThrownBy(() -> store("other").read())
        .isInstanceOf(SecretStoreException.class)
        .hasMessageContaining("Secrets Manager did not give other: ");
  }

  @Test
  void store_failing_isToldWithinItsTimeLimit() {
    secretsManager.fail(true);
    long began = System.nanoTime();

    assertThatThrownBy(() -> store(SecretsManagerStandIn.ARN).read())
        .isInstanceOf(SecretStoreException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
    assertThat(secretsManager.calls()).isGreaterThan(1);
  }

  private SecretsManagerStore store(String arn) {
    return new SecretsManagerStore(client, arn);
  }
}
