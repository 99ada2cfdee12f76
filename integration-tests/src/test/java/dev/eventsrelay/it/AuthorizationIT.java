// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.eventsrelay.emulator.EmulatorBuilder;
import dev.eventsrelay.onauthorize.SecretsManagerStandIn;
import dev.eventsrelay.websocket.Client;
import java.io.IOException;
import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Clients that have, lack and forge credentials, in each mode of ConnectAuthorization. */
@Tag("edges")
class AuthorizationIT {
  private static final String SECRET = "first-secret-of-at-least-32-characters";
  private static final String NEXT = "second-secret-of-at-least-32-characters";
  private static final String FORGED = "forged-secret-of-at-least-32-characters";

  /** More than the ten seconds after which the authorizer reads the secret before it refuses. */
  private static final Duration ROTATION = Duration.ofSeconds(30);

  private final SecretsManagerStandIn secretsManager;

  AuthorizationIT() throws IOException {
    secretsManager = new SecretsManagerStandIn(SECRET);
  }

  @AfterEach
  void stop() {
    secretsManager.close();
  }

  @Test
  void sharedSecret_whoHasIt_relaysAndOthersAreRefused() {
    try (EmbeddedRelay relay = startWithSecret("shared-secret")) {
      assertThat(refusal(relay, Map.of())).isEqualTo(401);
      assertThat(refusal(relay, Map.of("Authorization", SECRET))).isEqualTo(403);
      assertThat(refusal(relay, bearer(FORGED))).isEqualTo(403);
      try (Client router = connect(relay, bearer(SECRET));
          Client worker = connect(relay, bearer(SECRET))) {
        assertRelays(relay, router, worker);
      }
      await().untilAsserted(() -> assertThat(log(relay)).contains("\"ConnectsRefused\":1"));
      assertThat(log(relay)).doesNotContain(SECRET).doesNotContain(FORGED);
    }
  }

  @Test
  void rotation_whileClientsAreConnected_dropsNobody() {
    try (EmbeddedRelay relay = startWithSecret("shared-secret");
        Client before = connect(relay, bearer(SECRET))) {
      secretsManager.rotate(NEXT);
      await().atMost(ROTATION).until(() -> refusal(relay, bearer(NEXT)) == 0);
      try (Client worker = connect(relay, bearer(NEXT));
          Client late = connect(relay, bearer(SECRET))) {
        assertRelays(relay, before, worker);
        assertRelays(relay, late, worker);

        secretsManager.removePrevious();
        // A wrong secret has the authorizer look whether it is a new one.
        await()
            .atMost(ROTATION)
            .until(
                () ->
                    refusal(relay, bearer(FORGED)) == 403 && refusal(relay, bearer(SECRET)) == 403);
        assertRelays(relay, before, worker);
      }
    }
  }

  @Test
  void report_letsEverybodyInAndCountsWhoWouldBeRefused() {
    try (EmbeddedRelay relay = startWithSecret("report");
        Client without = connect(relay, Map.of());
        Client forged = connect(relay, bearer(FORGED))) {
      assertRelays(relay, without, forged);
      assertThat(refusal(relay, bearer(SECRET))).isZero();
      await()
          .untilAsserted(
              () ->
                  assertThat(log(relay))
                      .contains("no bearer token", "wrong secret", "\"sourceIp\":\"127.0.0.1\""));
      assertThat(log(relay).split("\"ConnectsWouldBeRefused\":1", -1)).hasSize(3);
      assertThat(log(relay)).doesNotContain(SECRET).doesNotContain(FORGED);
    }
  }

  @Test
  void report_withoutItsStore_letsEverybodyIn() {
    secretsManager.fail(true);
    try (EmbeddedRelay relay = startWithSecret("report")) {
      assertThat(refusal(relay, bearer(SECRET))).isZero();
      assertThat(log(relay)).contains("secret not read");
    }
  }

  @Test
  void iam_whoSigns_relaysAndOthersAreRefused() {
    try (EmbeddedRelay relay = start(each -> each.parameter("ConnectAuthorization", "iam"))) {
      assertThat(refusal(relay, Map.of())).isEqualTo(403);
      assertThat(refusal(relay, signed(relay, "guessed"))).isEqualTo(403);
      try (Client router = connect(relay, signed(relay, "local"));
          Client worker = connect(relay, signed(relay, "local"))) {
        assertRelays(relay, router, worker);
      }
    }
  }

  private EmbeddedRelay startWithSecret(String mode) {
    return start(
        builder ->
            builder
                .parameter("ConnectAuthorization", mode)
                .parameter("ConnectSecretArn", SecretsManagerStandIn.ARN)
                .functionEnvironment(
                    "AWS_ENDPOINT_URL_SECRETS_MANAGER", secretsManager.endpoint().toString()));
  }

  private static EmbeddedRelay start(UnaryOperator<EmulatorBuilder> changes) {
    return EmbeddedRelay.start(builder -> changes.apply(builder.environments(1)));
  }

  private static Client connect(EmbeddedRelay relay, Map<String, String> headers) {
    return Client.connect(relay.emulator().webSocketUrl(), headers);
  }

  /** The status that a handshake was refused with; 0 if it was accepted. */
  private static int refusal(EmbeddedRelay relay, Map<String, String> headers) {
    try (Client _ = connect(relay, headers)) {
      return 0;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  private static void assertRelays(EmbeddedRelay relay, Client router, Client worker) {
    String guid = UUID.randomUUID().toString();
    router.send("subscribe: " + guid);
    relay.table().awaitSubscribers(guid, 1);
    worker.send("{\"guid\":\"" + guid + "\"}");
    assertThat(router.next()).contains(guid);
  }

  private static Map<String, String> bearer(String secret) {
    return Map.of("Authorization", "Bearer " + secret);
  }

  private static Map<String, String> signed(EmbeddedRelay relay, String secretKey) {
    URI url = URI.create(relay.emulator().webSocketUrl().toString().replace("ws:", "http:"));
    AwsCredentialsIdentity credentials =
        AwsCredentialsIdentity.builder().accessKeyId("local").secretAccessKey(secretKey).build();
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(url)
            .putHeader("Host", url.getAuthority())
            .build();
    Map<String, String> headers = new HashMap<>();
    AwsV4HttpSigner.create()
        .sign(
            signing ->
                signing
                    .identity(credentials)
                    .request(request)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, relay.emulator().region()))
        .request()
        .forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
    // The client writes this one itself.
    headers.remove("Host");
    return headers;
  }

  private static String log(EmbeddedRelay relay) {
    return relay.logLines().stream()
        .map(EmbeddedRelay.LogLine::text)
        .reduce("", (all, line) -> all + line + "\n");
  }
}
