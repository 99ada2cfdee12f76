// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.dynamodb.Tables;
import dev.eventsrelay.emulator.template.TableDefinition;
import java.net.URI;
import java.util.Collection;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The emulator's DynamoDB as its client sees it. */
record LocalDynamoDb(URI endpoint, String region) {
  /** Key id and secret of everything local. Emulators check no signature. */
  static final String CREDENTIAL = "local";

  /** Creates the tables that are not there yet. */
  void create(Collection<TableDefinition> definitions) {
    try (DynamoDbClient client = client()) {
      Tables tables = new Tables(client);
      definitions.forEach(table -> tables.create(table.name(), table.properties()));
    } catch (SdkException e) {
      throw new EmulatorException(
          "The DynamoDB at %s did not create the tables: %s.".formatted(endpoint, e.getMessage()),
          e);
    }
  }

  private DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(CREDENTIAL, CREDENTIAL)))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
