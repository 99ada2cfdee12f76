// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.faults.Fault;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.websocket.Client;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A WebSocket API that writes to a queue, and the function that reads it, with a real ElasticMQ.
 */
class QueueTest {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Queue:
          Type: AWS::SQS::Queue
          Properties:
            VisibilityTimeout: 2
            RedrivePolicy: {deadLetterTargetArn: !GetAtt DeadLetters.Arn, maxReceiveCount: 3}
        DeadLetters: {Type: AWS::SQS::Queue}
        Work:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: function.jar
            Runtime: java25
            Handler: HANDLER::handle
            MemorySize: 512
            CapacityProviderConfig: {PerExecutionEnvironmentMaxConcurrency: 1}
            FunctionScalingConfig: {MinExecutionEnvironments: 2, MaxExecutionEnvironments: 2}
            Environment: {Variables: {QUEUE: !Ref Queue}}
            Events:
              Messages:
                Type: SQS
                Properties:
                  Queue: !GetAtt Queue.Arn
                  FunctionResponseTypes: [ReportBatchItemFailures]
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties: {ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}
        Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: test}}
        Default:
          Type: AWS::ApiGatewayV2::Route
          Properties: {ApiId: !Ref Api, RouteKey: $default, Target: !Sub "integrations/${Send}"}
        Send:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: AWS
            IntegrationMethod: POST
            IntegrationUri: !Sub arn:aws:apigateway:${AWS::Region}:sqs:path/${AWS::AccountId}/${Queue.QueueName}
            CredentialsArn: !GetAtt Sender.Arn
            PassthroughBehavior: NEVER
            TemplateSelectionExpression: \\$default
            RequestParameters:
              integration.request.header.Content-Type: "'application/x-www-form-urlencoded'"
            RequestTemplates:
              $default: Action=SendMessage&MessageBody=$util.urlEncode($util.base64Encode($input.body))
        Sender:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument:
              Statement: [{Effect: Allow, Principal: {Service: apigateway.amazonaws.com}, Action: "sts:AssumeRole"}]
            Policies:
              - PolicyName: send
                PolicyDocument:
                  Statement: [{Effect: Allow, Action: "sqs:SendMessage", Resource: !GetAtt Queue.Arn}]
      """;
  private static final int FRAGMENT = 30_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<String> GOT = new CopyOnWriteArrayList<>();
  private static final AtomicInteger THROTTLED = new AtomicInteger();

  @TempDir static Path folder;

  private static Path poison;
  private static Emulator emulator;

  @BeforeAll
  static void start() throws Exception {
    poison = Files.createFile(folder.resolve("poison"));
    emulator =
        Emulator.builder()
            .template(FixtureApplication.in(folder, TEMPLATE, QueueFixtureHandler.class).template())
            .functionEnvironment("POISON", poison.toString())
            .faults(1)
            .listener(
                new FunctionListener() {
                  @Override
                  public void output(String functionName, long pid, String line) {
                    if (line.startsWith("got ")) {
                      GOT.add(line.substring(4));
                    }
                  }

                  @Override
                  public void throttled(String functionName, byte[] event, String reason) {
                    THROTTLED.incrementAndGet();
                  }
                })
            .start();
  }

  @AfterAll
  static void stop() {
    emulator.close();
    HTTP.shutdownNow();
  }

  @AfterEach
  void heal() {
    emulator.faults().clear();
  }

  @Test
  void body_ofAnyCharacters_reachesTheFunctionByteForByte() {
    List<String> bodies = new ArrayList<>();
    for (int from = 0; from < 0x10000; from += 0x1000) {
      bodies.add(characters(from, from + 0x1000));
    }
    bodies.add("\uFFFE\u0000\u0001\u001F\u007F\u0085\uFFFF");
    bodies.add("+/= &%\u00E9 \uD83D\uDE00");
    bodies.add("\u4F60".repeat(128 * 1024 / 3));
    bodies.removeIf(String::isEmpty);

    try (Client client = Client.connect(emulator.webSocketUrl())) {
      bodies.forEach(body -> client.sendInFragments(body, FRAGMENT / 3));

      await().atMost(ofSeconds(20)).until(() -> GOT.containsAll(hashes(bodies)));
      client.receivesNothing();
    }
  }

  private static String characters(int from, int to) {
    return IntStream.range(from, to)
        .filter(one -> one < Character.MIN_SURROGATE || one > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void burst_beyondTheSlots_isDeliveredLater() {
    List<String> bodies = IntStream.range(0, 100).mapToObj(i -> "slow " + i).toList();
    int before = THROTTLED.get();

    try (Client client = Client.connect(emulator.webSocketUrl())) {
      bodies.forEach(client::send);

      await().atMost(ofSeconds(30)).until(() -> GOT.containsAll(hashes(bodies)));
    }
    assertThat(THROTTLED.get()).as("more at once than there are slots").isGreaterThan(before);
  }

  @Test
  void poison_thatAlwaysFails_isADeadLetterAndComesBackByRedrive() throws Exception {
    try (Client client = Client.connect(emulator.webSocketUrl())) {
      client.send("poison");
      client.send("beside the poison");

      await().atMost(ofSeconds(5)).until(() -> GOT.contains(hash("beside the poison")));
      await().atMost(ofSeconds(20)).until(() -> messagesIn("DeadLetters") == 1);
    }
    assertThat(GOT).doesNotContain(hash("poison"));

    Files.delete(poison);
    sqs(
        "StartMessageMoveTask",
        Map.of("SourceArn", "arn:aws:sqs:us-east-1:000000000000:local-DeadLetters"));

    await().atMost(ofSeconds(10)).until(() -> GOT.contains(hash("poison")));
    assertThat(messagesIn("DeadLetters")).isZero();
  }

  @Test
  void environment_thatDiesWithABatch_getsItAgain() {
    try (Client client = Client.connect(emulator.webSocketUrl())) {
      client.send("die once");

      await().atMost(ofSeconds(30)).until(() -> GOT.contains(hash("die once")));
    }
  }

  @Test
  @RestsOn(RestsOn.Evidence.UNVERIFIED)
  void send_refusedBySqs_isTheGatewaysErrorFrame() throws Exception {
    emulator.faults().inject(new Fault.ThrottleSqs(1, Optional.of("SendMessage")));

    try (Client client = Client.connect(emulator.webSocketUrl())) {
      client.send("refused");

      assertThat(client.next()).contains("\"message\": \"Internal server error\"");
    }
    assertThat(GOT).doesNotContain(hash("refused"));
  }

  @Test
  void delete_failed_bringsTheMessageAgain() {
    Fault.FailSqs fault = new Fault.FailSqs(500, false, 1, Optional.of("DeleteMessageBatch"));
    emulator.faults().inject(fault);

    try (Client client = Client.connect(emulator.webSocketUrl())) {
      client.send("done but not deleted");

      await().atMost(ofSeconds(10)).until(() -> GOT.contains(hash("done but not deleted")));
      emulator.faults().end(fault);
      await()
          .atMost(ofSeconds(10))
          .until(() -> GOT.stream().filter(hash("done but not deleted")::equals).count() == 2);
    }
  }

  @Test
  void addresses_ofQueues_areLoopback() {
    assertThat(emulator.queues()).containsOnlyKeys("Queue", "DeadLetters");
    assertThat(emulator.sqsEndpoint())
        .hasValueSatisfying(url -> assertThat(url).hasHost("127.0.0.1"));
  }

  private static List<String> hashes(List<String> bodies) {
    return bodies.stream().map(QueueTest::hash).toList();
  }

  private static String hash(String body) {
    return QueueFixtureHandler.hash(body.getBytes(UTF_8));
  }

  private static int messagesIn(String queue) throws Exception {
    URI url = Optional.ofNullable(emulator.queues().get(queue)).orElseThrow();
    JsonNode answer =
        sqs(
            "GetQueueAttributes",
            Map.of("QueueUrl", url.toString(), "AttributeNames", List.of("All")));
    return answer.path("Attributes").path("ApproximateNumberOfMessages").asInt();
  }

  private static JsonNode sqs(String operation, Map<String, ?> request) throws Exception {
    HttpResponse<byte[]> response =
        HTTP.send(
            HttpRequest.newBuilder(emulator.sqsEndpoint().orElseThrow())
                .timeout(ofSeconds(5))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + operation)
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(operation).isEqualTo(200);
    return JSON.readTree(response.body());
  }
}
