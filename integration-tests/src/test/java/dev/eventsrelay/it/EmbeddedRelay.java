// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.EmulatorBuilder;
import dev.eventsrelay.emulator.lambda.CompletedInvocation;
import dev.eventsrelay.emulator.lambda.EnvironmentStatus;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * The packaged relay on this machine, with its log lines and invocations for a test to look at.
 * Thread-safe.
 */
public final class EmbeddedRelay implements AutoCloseable {
  /** Logical id of the function that serves messages. */
  private static final String SEND_MESSAGE = "SendMessageFunction";

  /** Environments of each function unless a test says otherwise: state in one only would show. */
  static final int ENVIRONMENTS = 3;

  /** Half the CPU time until an environment is ready, which tests on two cores wait for. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  /** {@code -Devents.console=true}: serves the console, for people who want to watch a run. */
  private static final boolean WATCHED = Boolean.getBoolean("events.console");

  private static final Path TEMPLATE = Path.of("..", "infra-sam", "template.yaml");

  private final Emulator emulator;
  private final DynamoDbClient dynamoDb;
  private final Recorder recorder;

  /** A line that a function wrote. */
  public record LogLine(String function, long pid, String text) {}

  private static final class Recorder implements FunctionListener {
    private final List<LogLine> lines = new CopyOnWriteArrayList<>();
    private final List<CompletedInvocation> invocations = new CopyOnWriteArrayList<>();

    @Override
    public void output(String functionName, long pid, String line) {
      lines.add(new LogLine(functionName, pid, line));
    }

    @Override
    public void completed(CompletedInvocation invocation) {
      invocations.add(invocation);
    }
  }

  private EmbeddedRelay(Emulator emulator, Recorder recorder) {
    this.emulator = emulator;
    this.recorder = recorder;
    this.dynamoDb = client(emulator).build();
  }

  private static DynamoDbClientBuilder client(Emulator emulator) {
    return DynamoDbClient.builder()
        .endpointOverride(emulator.dynamoDbEndpoint())
        .region(Region.of(emulator.region()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder());
  }

  /** Says how many environments the function that serves messages has. */
  public static EmulatorBuilder sendMessageEnvironments(EmulatorBuilder builder, int count) {
    return builder.environments(1).environments(SEND_MESSAGE, count);
  }

  /** Points every route at its standard function. */
  static EmulatorBuilder onStandardFunctions(EmulatorBuilder builder) {
    return builder
        .parameter("ConnectCompute", "standard")
        .parameter("DisconnectCompute", "standard")
        .parameter("DefaultCompute", "standard");
  }

  /** Starts what the template describes, with changes. */
  public static EmbeddedRelay start(UnaryOperator<EmulatorBuilder> changes) {
    Recorder recorder = new Recorder();
    return start(changes.apply(builder().listener(recorder).javaOption(QUICK_START)), recorder);
  }

  /** The same without log lines and invocations, for a run with more of them than are kept. */
  public static EmbeddedRelay startUnrecorded(UnaryOperator<EmulatorBuilder> changes) {
    return start(changes.apply(builder()), new Recorder());
  }

  private static EmulatorBuilder builder() {
    EmulatorBuilder builder = Emulator.builder().template(TEMPLATE).environments(ENVIRONMENTS);
    return WATCHED ? builder.console() : builder;
  }

  private static EmbeddedRelay start(EmulatorBuilder builder, Recorder recorder) {
    try {
      EmbeddedRelay started = new EmbeddedRelay(builder.start(), recorder);
      started.emulator.consoleUrl().ifPresent(url -> System.out.println("Console  " + url));
      return started;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while the relay started", e);
    }
  }

  public Emulator emulator() {
    return emulator;
  }

  /** The function that serves messages. */
  public FunctionPool sendMessage() {
    return requireNonNull(emulator.pools().get(SEND_MESSAGE), "no function " + SEND_MESSAGE);
  }

  /** Processes of the function that serves messages. */
  public Set<Long> sendMessagePids() {
    return sendMessage().environments().stream()
        .map(EnvironmentStatus::pid)
        .collect(Collectors.toSet());
  }

  public DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  /** A client whose calls that interceptor sees, for the caller to close. */
  public DynamoDbClient dynamoDb(ExecutionInterceptor interceptor) {
    return client(emulator)
        .overrideConfiguration(c -> c.addExecutionInterceptor(interceptor))
        .build();
  }

  public Table table() {
    return new Table(dynamoDb, emulator.tableName());
  }

  public Target target() {
    return new Target(emulator.webSocketUrl(), Optional.of(table()));
  }

  public List<LogLine> logLines() {
    return List.copyOf(recorder.lines);
  }

  public List<CompletedInvocation> invocations() {
    return List.copyOf(recorder.invocations);
  }

  @Override
  public void close() {
    emulator.close();
    dynamoDb.close();
  }
}
