// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.dynamodb.DynamoDbApi;
import dev.eventsrelay.emulator.dynamodb.DynamoDbLocal;
import dev.eventsrelay.emulator.dynamodb.Tables;
import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.programs.Program;
import dev.eventsrelay.emulator.programs.Programs;
import dev.eventsrelay.emulator.template.Application;
import dev.eventsrelay.emulator.template.Deployment;
import dev.eventsrelay.emulator.template.TableDefinition;
import dev.eventsrelay.lambda.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * DynamoDB Local with the template's table, empty. Nothing of it outlives {@link #close}, nor this
 * process. Thread-safe.
 */
public final class LocalTable implements AutoCloseable {
  static final int MAX_CONNECTIONS = 256;

  private final Path scratch;
  private final ChildProcesses processes;
  private final URI endpoint;
  private final String name;

  private LocalTable(Path scratch, ChildProcesses processes, URI endpoint, String name) {
    this.scratch = requireNonNull(scratch, "scratch is null");
    this.processes = requireNonNull(processes, "processes is null");
    this.endpoint = requireNonNull(endpoint, "endpoint is null");
    this.name = requireNonNull(name, "name is null");
  }

  /**
   * Starts it; takes a second or two.
   *
   * @param root the project's folder, built: it has the template and DynamoDB Local
   */
  public static LocalTable start(Path root) throws IOException, InterruptedException {
    TableDefinition definition = definition(root);
    ChildProcesses processes = new ChildProcesses();
    Path scratch = Files.createTempDirectory("benchmarks-");
    try {
      DynamoDbLocal local =
          DynamoDbLocal.start(
              processes,
              Programs.ofThisProcess().files(Program.DYNAMODB_LOCAL),
              scratch,
              (_, _) -> {});
      LocalTable table = new LocalTable(scratch, processes, local.endpoint(), definition.name());
      try (DynamoDbApi dynamoDb = new DynamoDbApi(local.endpoint(), Deployment.REGION)) {
        new Tables(dynamoDb).create(definition.name(), definition.properties());
      }
      return table;
    } catch (IOException | InterruptedException | RuntimeException e) {
      processes.close();
      delete(scratch);
      throw e;
    }
  }

  private static TableDefinition definition(Path root) {
    Map<String, TableDefinition> tables =
        Application.read(root.resolve("infra-sam/template.yaml"), Deployment.DEFAULT).tables();
    if (tables.size() != 1) {
      throw new IllegalStateException(
          "The template has the tables %s, not one.".formatted(tables.keySet()));
    }
    return tables.values().iterator().next();
  }

  /** A client without a meter, for the caller to close. */
  public DynamoDbClient client() {
    return builder().build();
  }

  /** A client whose calls that interceptor sees, for the caller to close. */
  DynamoDbClient client(ExecutionInterceptor interceptor) {
    return builder()
        .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(interceptor))
        .build();
  }

  private DynamoDbClientBuilder builder() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(Deployment.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(Apache5HttpClient.builder().maxConnections(MAX_CONNECTIONS));
  }

  /** The relay's configuration on this table: its own defaults for everything else. */
  public Configuration configuration() {
    return Configuration.from(Map.of("CONNECTIONS_TABLE", name));
  }

  @Override
  public void close() {
    processes.close();
    try {
      delete(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException("The scratch folder could not be deleted", e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
