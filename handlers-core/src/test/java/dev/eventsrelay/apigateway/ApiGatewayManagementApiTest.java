// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.apigateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.eventsrelay.connection.ConnectionId;
import dev.eventsrelay.protocol.Frame;
import dev.eventsrelay.relay.Deadline;
import dev.eventsrelay.relay.Exhaustion;
import dev.eventsrelay.relay.Places;
import dev.eventsrelay.relay.PostResult;
import dev.eventsrelay.relay.PostResult.Delivered;
import dev.eventsrelay.relay.PostResult.Gone;
import dev.eventsrelay.relay.PostResult.Overloaded;
import dev.eventsrelay.relay.PostResult.Refused;
import dev.eventsrelay.relay.PostResult.Throttled;
import dev.eventsrelay.relay.PostResult.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
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
class ApiGatewayManagementApiTest {
  private final ConnectionId client = new ConnectionId("L0S_9cO-vHcCIhw=");
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server = server();
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
  void post_withoutAnswer_endsAfterItsTimeout() {
    status = 0;
    long start = System.nanoTime();

    assertThat(api(Duration.ofMillis(200)).post(client, Frame.of("x"), in(Duration.ofSeconds(10))))
        .isInstanceOf(Unavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void post_withoutAnswer_endsByTheDeadline() {
    status = 0;
    long start = System.nanoTime();

    assertThat(api(Duration.ofSeconds(20)).post(client, Frame.of("x"), in(Duration.ofMillis(200))))
        .isInstanceOf(Unavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void post_afterTheDeadline_isNotTried() {
    assertThat(api(Duration.ofSeconds(1)).post(client, Frame.of("x"), in(Duration.ZERO)))
        .isInstanceOf(Unavailable.class);
    assertThat(requests).isEmpty();
  }

  @Test
  void post_whileAllPlacesAreTaken_isTurnedAwayAndNotSent() throws Exception {
    status = 0;
    ApiGatewayManagementApi api = api(Duration.ofSeconds(20));
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
    ApiGatewayManagementApi api = api(Duration.ofSeconds(5), b -> b.httpClient(exhausted));

    assertThatThrownBy(() -> api.post(client, Frame.of("x"), in(Duration.ofSeconds(10))))
        .satisfies(e -> assertThat(Exhaustion.signIn(e)).isNotNull());
  }

  private PostResult post(Frame frame) {
    return api(Duration.ofSeconds(5)).post(client, frame, in(Duration.ofSeconds(10)));
  }

  private ApiGatewayManagementApi api(Duration postTimeout) {
    return api(postTimeout, b -> b.httpClientBuilder(Apache5HttpClient.builder()));
  }

  private ApiGatewayManagementApi api(
      Duration postTimeout, Consumer<ApiGatewayManagementApiClientBuilder> http) {
    return new ApiGatewayManagementApi(
        ApiGatewayManagementApiClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .endpointOverride(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prod"))
            .applyMutation(http)
            .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build(),
        postTimeout,
        new Places(1, Duration.ofMillis(50)));
  }

  private static Deadline in(Duration time) {
    return Deadline.after(time, InstantSource.system());
  }

  private void awaitRelease() {
    try {
      boolean _ = release.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
