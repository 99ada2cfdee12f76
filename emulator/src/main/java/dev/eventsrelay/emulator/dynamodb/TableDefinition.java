// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/**
 * A table as CloudFormation's {@code AWS::DynamoDB::Table} describes it:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html.
 *
 * @param request creates it
 * @param timeToLiveAttribute if it has one
 * @param ignoredProperties that mean nothing on one machine
 */
record TableDefinition(
    CreateTableRequest request,
    Optional<String> timeToLiveAttribute,
    List<String> ignoredProperties) {
  private static final Set<String> KNOWN =
      Set.of(
          "TableName",
          "AttributeDefinitions",
          "KeySchema",
          "BillingMode",
          "ProvisionedThroughput",
          "GlobalSecondaryIndexes",
          "LocalSecondaryIndexes",
          "TimeToLiveSpecification");
  private static final Set<String> IGNORED =
      Set.of(
          "ContributorInsightsSpecification",
          "DeletionProtectionEnabled",
          "KinesisStreamSpecification",
          "OnDemandThroughput",
          "PointInTimeRecoverySpecification",
          "ResourcePolicy",
          "SSESpecification",
          "StreamSpecification",
          "TableClass",
          "Tags",
          "WarmThroughput");
  private static final Set<String> KNOWN_OF_INDEX =
      Set.of("IndexName", "KeySchema", "Projection", "ProvisionedThroughput");
  private static final Set<String> IGNORED_OF_INDEX =
      Set.of("ContributorInsightsSpecification", "OnDemandThroughput", "WarmThroughput");

  static TableDefinition of(String name, TableProperties table) {
    List<String> ignored = table.ignored(KNOWN, IGNORED);
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(name)
            .attributeDefinitions(
                table.objects("AttributeDefinitions").map(TableDefinition::attribute).toList())
            .keySchema(keys(table))
            .billingMode(
                table.optionalText("BillingMode").orElse(BillingMode.PROVISIONED.toString()));
    table
        .optionalObject("ProvisionedThroughput")
        .map(TableDefinition::throughput)
        .ifPresent(request::provisionedThroughput);
    List<GlobalSecondaryIndex> global =
        table.objects("GlobalSecondaryIndexes").map(TableDefinition::globalIndex).toList();
    if (!global.isEmpty()) {
      request.globalSecondaryIndexes(global);
    }
    List<LocalSecondaryIndex> local =
        table.objects("LocalSecondaryIndexes").map(TableDefinition::localIndex).toList();
    if (!local.isEmpty()) {
      request.localSecondaryIndexes(local);
    }
    Optional<String> timeToLive =
        table
            .optionalObject("TimeToLiveSpecification")
            .filter(specification -> specification.flag("Enabled"))
            .map(specification -> specification.text("AttributeName"));
    return new TableDefinition(request.build(), timeToLive, ignored);
  }

  private static AttributeDefinition attribute(TableProperties attribute) {
    return AttributeDefinition.builder()
        .attributeName(attribute.text("AttributeName"))
        .attributeType(attribute.text("AttributeType"))
        .build();
  }

  private static List<KeySchemaElement> keys(TableProperties tableOrIndex) {
    return tableOrIndex
        .objects("KeySchema")
        .map(
            key ->
                KeySchemaElement.builder()
                    .attributeName(key.text("AttributeName"))
                    .keyType(key.text("KeyType"))
                    .build())
        .toList();
  }

  private static ProvisionedThroughput throughput(TableProperties throughput) {
    return ProvisionedThroughput.builder()
        .readCapacityUnits(throughput.number("ReadCapacityUnits"))
        .writeCapacityUnits(throughput.number("WriteCapacityUnits"))
        .build();
  }

  private static GlobalSecondaryIndex globalIndex(TableProperties index) {
    index.ignored(KNOWN_OF_INDEX, IGNORED_OF_INDEX);
    GlobalSecondaryIndex.Builder built =
        GlobalSecondaryIndex.builder()
            .indexName(index.text("IndexName"))
            .keySchema(keys(index))
            .projection(projection(index.object("Projection")));
    index
        .optionalObject("ProvisionedThroughput")
        .map(TableDefinition::throughput)
        .ifPresent(built::provisionedThroughput);
    return built.build();
  }

  private static LocalSecondaryIndex localIndex(TableProperties index) {
    index.ignored(Set.of("IndexName", "KeySchema", "Projection"), Set.of());
    return LocalSecondaryIndex.builder()
        .indexName(index.text("IndexName"))
        .keySchema(keys(index))
        .projection(projection(index.object("Projection")))
        .build();
  }

  private static Projection projection(TableProperties projection) {
    Projection.Builder built =
        Projection.builder()
            .projectionType(projection.optionalText("ProjectionType").orElse("ALL"));
    List<String> attributes = projection.texts("NonKeyAttributes");
    if (!attributes.isEmpty()) {
      built.nonKeyAttributes(attributes);
    }
    return built.build();
  }
}
