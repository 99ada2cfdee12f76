// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.apigateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.eventsrelay.concurrency.ConcurrencyLimit;
import dev.eventsrelay.concurrency.Deadline;
import dev.eventsrelay.concurrency.MonotonicClock;
import dev.eventsrelay.concurrency.ProcessExhaustion;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.connection.ConnectionsApi.Presence;
import dev.eventsrelay.connection.Frame;
import dev.eventsrelay.connection.PostResult;
import dev.eventsrelay.connection.PostResult.Delivered;
import dev.eventsrelay.connection.PostResult.Gone;
import dev.eventsrelay.connection.PostResult.Overloaded;
import dev.eventsrelay.connection.PostResult.Refused;
import dev.eventsrelay.connection.PostResult.Throttled;
import dev.eventsrelay.connection.PostResult.Unavailable;
import dev.eventsrelay.testkit.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClientBuilder;

/** Against a server that answers what API Gateway answers, over real HTTP. */
class AwsConnectionsApiTest {
  private final ConnectionId client = new ConnectionId("L0S_9cO-vHcCIhw=");
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server = server();
  private final TestClock clock = new TestClock(Instant.EPOCH);
  private volatile int status = 200;
  private volatile String answer = "";

  private record Request(String path, Frame body) {}

  private HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("no server", e);
    }
  }

  @BeforeEach
  void start() {
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              new Request(
                  exchange.getRequestURI().getRawPath(),
                  new Frame(exchange.getRequestBody().readAllBytes())));
          if (status == 0) {
            awaitRelease();
          }
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(
              status == 0 ? 200 : status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    threads.close();
  }

  @Test
  void post_taken_isDeliveredWithTheSameBytes() {
    Frame frame = Frame.of("{\"guid\":\"g\", \"text\":\"\u20ac\"}");

    assertThat(post(frame)).isEqualTo(new Delivered());

    assertThat(requests).hasSize(1);
    assertThat(requests.getFirst().body()).isEqualTo(frame);
    assertThat(requests.getFirst().path()).isEqualTo("/prod/@connections/L0S_9cO-vHcCIhw%3D");
  }

  @Test
  void post_410WithoutErrorType_isGone() {
    status = 410;

    assertThat(post(Frame.of("x"))).isEqualTo(new Gone());
    assertThat(requests).hasSize(1);
  }

  @Test
  void post_429_isThrottledAndNotRepeatedHere() {
    status = 429;

    assertThat(post(Frame.of("x"))).isEqualTo(new Throttled());
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void post_5xx_isUnavailable(int code) {
    status = code;

    assertThat(post(Frame.of("x")))
        .isInstanceOfSatisfying(
            Unavailable.class, result -> assertThat(result.reason()).contains("" + code));
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 413})
  void post_other4xx_isRefused(int code) {
    status = code;
    answer = "{\"message\":\"Forbidden\"}";

    assertThat(post(Frame.of("x")))
        .isInstanceOfSatisfying(
            Refused.class,
            result -> {
              assertThat(result.status()).isEqualTo(code);
              assertThat(result.reason()).contains("Forbidden");
            });
    assertThat(requests).hasSize(1);
  }

  @Test
  void post_withoutAnswer_endsByTheDeadlineAndGivesItsPlaceBack() {
    status = 0;
    AwsConnectionsApi api = api();
    long start = System.nanoTime();

    for (int i = 0; i < 3; i++) {
      assertThat(api.post(client, Frame.of("x"), in(Duration.ofMillis(200))))
          .isEqualTo(new Unavailable("no answer in time"));
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(requests).hasSize(3);
    release.countDown();
    assertThat(api.post(client, Frame.of("y"), in(Duration.ofSeconds(20))))
        .isEqualTo(new Delivered());
  }

  @Test
  void post_withLessThanAMillisecondLeft_isNotTried() {
    status = 0;

    assertThat(api().post(client, Frame.of("x"), clock.in(Duration.ofNanos(900_000))))
        .isEqualTo(new Unavailable("no time left"));

    assertThat(requests).isEmpty();
  }

  @Test
  void post_withAMillisecondLeft_hasALimit() {
    status = 0;
    long start = System.nanoTime();

    assertThat(api().post(client, Frame.of("x"), clock.in(Duration.ofNanos(1_500_000))))
        .isInstanceOf(Unavailable.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void post_onAThreadThatIsInterrupted_isNoResultOfTheClientAndHoldsNoPlace() {
    AwsConnectionsApi api = api();
    Thread.currentThread().interrupt();

    assertThat(api.post(client, Frame.of("x"), in(Duration.ofSeconds(20))))
        .isEqualTo(new Overloaded());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(requests).isEmpty();
    assertThat(api.post(client, Frame.of("y"), in(Duration.ofSeconds(20))))
        .isEqualTo(new Delivered());
  }

  @ParameterizedTest
  @CsvSource({"200,OPEN", "410,GONE", "429,UNKNOWN", "403,UNKNOWN", "500,UNKNOWN"})
  void presence_isWhatTheStatusSays(int code, Presence presence) {
    status = code;

    assertThat(api().presence(client, in(Duration.ofSeconds(10)))).isEqualTo(presence);

    assertThat(requests.getFirst().path()).isEqualTo("/prod/@connections/L0S_9cO-vHcCIhw%3D");
  }

  @Test
  void presence_withoutAnswer_isUnknownByTheDeadline() {
    status = 0;

    assertThat(api().presence(client, in(Duration.ofMillis(200)))).isEqualTo(Presence.UNKNOWN);
  }

  @Test
  void post_afterTheDeadline_isNotTried() {
    assertThat(api().post(client, Frame.of("x"), in(Duration.ZERO)))
        .isInstanceOf(Unavailable.class);
    assertThat(requests).isEmpty();
  }

  @Test
  void post_whileAllPlacesAreTaken_isTurnedAwayAndNotSent() throws Exception {
    status = 0;
    AwsConnectionsApi api = api();
    Future<PostResult> stalled =
        threads.submit(() -> api.post(client, Frame.of("x"), in(Duration.ofSeconds(20))));
    await().until(() -> requests.size() == 1);

    assertThat(api.post(client, Frame.of("y"), in(Duration.ofSeconds(20))))
        .isEqualTo(new Overloaded());

    assertThat(requests).hasSize(1);
    release.countDown();
    assertThat(stalled.get(20, TimeUnit.SECONDS)).isEqualTo(new Delivered());
    assertThat(api.post(client, Frame.of("z"), in(Duration.ofSeconds(20))))
        .isEqualTo(new Delivered());
  }

  @Test
  void post_toNobody_isUnavailable() {
    server.stop(0);

    assertThat(post(Frame.of("x"))).isInstanceOf(Unavailable.class);
  }

  @Test
  void post_withoutDescriptors_isNoResult() {
    SdkHttpClient exhausted =
        new SdkHttpClient() {
          @Override
          public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
              @Override
              public HttpExecuteResponse call() throws IOException {
                throw new SocketException("Too many open files");
              }

              @Override
              public void abort() {}
            };
          }

          @Override
          public void close() {}
        };
    AwsConnectionsApi api = api(b -> b.httpClient(exhausted));

    assertThatThrownBy(() -> api.post(client, Frame.of("x"), in(Duration.ofSeconds(10))))
        .satisfies(e -> assertThat(ProcessExhaustion.causeOf(e)).isNotNull());
  }

  private PostResult post(Frame frame) {
    return api().post(client, frame, in(Duration.ofSeconds(10)));
  }

  private AwsConnectionsApi api() {
    return api(b -> b.httpClientBuilder(Apache5HttpClient.builder()));
  }

  private AwsConnectionsApi api(Consumer<ApiGatewayManagementApiClientBuilder> http) {
    ApiGatewayManagementApiClient sdk =
        ApiGatewayManagementApiClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .endpointOverride(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prod"))
            .applyMutation(http)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();
    return new AwsConnectionsApi(() -> sdk, new ConcurrencyLimit(1, Duration.ofMillis(50)));
  }

  private static Deadline in(Duration time) {
    return Deadline.after(time, MonotonicClock.system());
  }

  private void awaitRelease() {
    try {
      boolean _ = release.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
