// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The signatures are made by the AWS SDK, so that both sides cannot be wrong in the same way. */
@RestsOn(
    value = Evidence.DOCUMENTED,
    source =
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html")
class SignatureAuthorizerTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private final TestFunction connect = TestFunction.succeeding();
  private final Gateway gateway =
      Gateways.with("$connect", connect)
          .clock(() -> NOW)
          .authorization(new ConnectAuthorization.Iam("us-east-1", "local", "local"))
          .start();
  private final Signature signature = new Signature();

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void handshake_signedInHeaders_isAccepted() throws Exception {
    assertThat(signature.inHeaders("/prod")).isEqualTo(101);
    assertThat(connect.events()).hasSize(1);
  }

  @Test
  void handshake_signedInTheQuery_isAccepted() throws Exception {
    assertThat(signature.inQuery("/prod")).isEqualTo(101);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/prod?a=1&a-b=2&A=3", "/prod?x=a%20b%2Fc%2B%7E&empty=&x=a"})
  void handshake_signedWithParameters_isAccepted(String uri) throws Exception {
    assertThat(signature.inHeaders(uri)).isEqualTo(101);
    assertThat(signature.inQuery(uri)).isEqualTo(101);
  }

  @Test
  void handshake_withASessionToken_isAccepted() throws Exception {
    signature.sessionToken = "a token/+=";

    assertThat(signature.inHeaders("/prod")).isEqualTo(101);
    assertThat(signature.inQuery("/prod")).isEqualTo(101);
  }

  @Test
  void handshake_notSigned_is403AndNoFunctionHears() throws Exception {
    assertThat(send("/prod", List.of())).isEqualTo(403);
    assertThat(send("/prod", List.of("Authorization: Bearer local"))).isEqualTo(403);
    assertThat(connect.events()).isEmpty();
  }

  @Test
  void handshake_ofAnotherSecret_is403() throws Exception {
    signature.secret = "guessed";

    assertRefused();
  }

  @Test
  void handshake_ofAnotherKey_is403() throws Exception {
    signature.accessKey = "AKIDEXAMPLE";

    assertRefused();
  }

  @Test
  void handshake_forAnotherService_is403() throws Exception {
    signature.service = "dynamodb";

    assertRefused();
  }

  @Test
  void handshake_forAnotherRegion_is403() throws Exception {
    signature.region = "eu-west-1";

    assertRefused();
  }

  @Test
  void handshake_signedForAnotherHost_is403() throws Exception {
    signature.host = "other.test";

    assertRefused();
  }

  @Test
  void handshake_withAnotherQueryThanSigned_is403() throws Exception {
    List<String> headers = signature.headers("/prod?a=1");

    assertThat(send("/prod?a=1", headers)).isEqualTo(101);
    assertThat(send("/prod?a=2", headers)).isEqualTo(403);
  }

  @Test
  void handshake_signedLongAgo_is403() throws Exception {
    signature.at = NOW.minus(Duration.ofMinutes(6));

    assertThat(signature.inHeaders("/prod")).isEqualTo(403);
    signature.validity = Duration.ofMinutes(5);
    assertThat(signature.inQuery("/prod")).isEqualTo(403);
    signature.validity = Duration.ofMinutes(10);
    assertThat(signature.inQuery("/prod")).isEqualTo(101);
  }

  @Test
  void handshake_signedInTheFuture_is403() throws Exception {
    signature.at = NOW.plus(Duration.ofMinutes(6));

    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/prod?X-Amz-Signature=00",
        "/prod?X-Amz-Signature=00&X-Amz-Credential=a&X-Amz-SignedHeaders=host&X-Amz-Date=now&X-Amz-Expires=60",
        "/prod?X-Amz-Signature=00&X-Amz-Credential=a&X-Amz-SignedHeaders=host&X-Amz-Date=20261125T120000Z&X-Amz-Expires=99999999999999999999"
      })
  void handshake_malformedSignature_is403(String uri) throws Exception {
    assertThat(send(uri, List.of())).isEqualTo(403);
  }

  private void assertRefused() throws Exception {
    assertThat(signature.inHeaders("/prod")).isEqualTo(403);
    assertThat(signature.inQuery("/prod")).isEqualTo(403);
    assertThat(connect.events()).isEmpty();
  }

  private int send(String uri, List<String> headers) throws Exception {
    try (RawClient client = RawClient.to(gateway)) {
      client.requestUpgrade(uri, headers.toArray(String[]::new));
      return client.readResponse().status();
    }
  }

  /** What a client signs, right unless a test changes it. */
  private final class Signature {
    private String accessKey = "local";
    private String secret = "local";
    private String sessionToken = "";
    private String service = "execute-api";
    private String region = "us-east-1";
    private String host = "example.test";
    private Instant at = NOW;
    private Duration validity = Duration.ofMinutes(5);

    int inHeaders(String uri) throws Exception {
      return send(uri, headers(uri));
    }

    int inQuery(String uri) throws Exception {
      SdkHttpRequest signed = sign(uri, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING);
      return send(signed.getUri().getRawPath() + "?" + signed.getUri().getRawQuery(), List.of());
    }

    List<String> headers(String uri) {
      List<String> headers = new ArrayList<>();
      sign(uri, AwsV4FamilyHttpSigner.AuthLocation.HEADER)
          .forEachHeader(
              (name, values) -> {
                if (!name.equalsIgnoreCase("Host")) {
                  headers.add(name + ": " + String.join(",", values));
                }
              });
      return headers;
    }

    private SdkHttpRequest sign(String uri, AwsV4FamilyHttpSigner.AuthLocation location) {
      SdkHttpRequest request =
          SdkHttpRequest.builder()
              .method(SdkHttpMethod.GET)
              .uri(URI.create("http://" + host + uri))
              .putHeader("Host", host)
              .build();
      SignRequest.Builder<AwsCredentialsIdentity> toSign =
          SignRequest.builder(credentials())
              .request(request)
              .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
              .putProperty(AwsV4HttpSigner.REGION_NAME, region)
              .putProperty(AwsV4HttpSigner.AUTH_LOCATION, location)
              .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC));
      if (location == AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING) {
        toSign.putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, validity);
      }
      return AwsV4HttpSigner.create().sign(toSign.build()).request();
    }

    private AwsCredentialsIdentity credentials() {
      AwsCredentialsIdentity.Builder credentials =
          AwsCredentialsIdentity.builder().accessKeyId(accessKey).secretAccessKey(secret);
      return sessionToken.isEmpty() ? credentials.build() : session(credentials.build());
    }

    private AwsCredentialsIdentity session(AwsCredentialsIdentity credentials) {
      return AwsSessionCredentialsIdentity.create(
          credentials.accessKeyId(), credentials.secretAccessKey(), sessionToken);
    }
  }
}
