// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The {@code CreateTable} request for CloudFormation's {@code AWS::DynamoDB::Table}, whose
 * properties have almost the same names:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html.
 *
 * @param body of the call
 * @param timeToLiveAttribute if it has one
 */
record CreateTable(ObjectNode body, Optional<String> timeToLiveAttribute) {
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

  /** Properties without a meaning on one machine. */
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

  static CreateTable of(String name, TableProperties table) {
    table.refuseOthers(KNOWN, IGNORED);
    ObjectNode body = object().put("TableName", name);
    body.put("BillingMode", table.optionalText("BillingMode").orElse("PROVISIONED"));
    body.set("AttributeDefinitions", each(table, "AttributeDefinitions", CreateTable::attribute));
    body.set("KeySchema", each(table, "KeySchema", CreateTable::key));
    throughput(table, body);
    putUnlessEmpty(body, "GlobalSecondaryIndexes", table, CreateTable::globalIndex);
    putUnlessEmpty(body, "LocalSecondaryIndexes", table, CreateTable::localIndex);
    return new CreateTable(
        body,
        table
            .optionalObject("TimeToLiveSpecification")
            .filter(specification -> specification.flag("Enabled"))
            .map(specification -> specification.text("AttributeName")));
  }

  private static ObjectNode attribute(TableProperties attribute) {
    return texts(attribute, "AttributeName", "AttributeType");
  }

  private static ObjectNode key(TableProperties key) {
    return texts(key, "AttributeName", "KeyType");
  }

  private static ObjectNode globalIndex(TableProperties index) {
    index.refuseOthers(KNOWN_OF_INDEX, IGNORED_OF_INDEX);
    ObjectNode body = index(index);
    throughput(index, body);
    return body;
  }

  private static ObjectNode localIndex(TableProperties index) {
    index.refuseOthers(Set.of("IndexName", "KeySchema", "Projection"), Set.of());
    return index(index);
  }

  private static ObjectNode index(TableProperties index) {
    ObjectNode body = texts(index, "IndexName");
    body.set("KeySchema", each(index, "KeySchema", CreateTable::key));
    TableProperties projection = index.object("Projection");
    ObjectNode projected = body.putObject("Projection");
    projected.put("ProjectionType", projection.optionalText("ProjectionType").orElse("ALL"));
    List<String> attributes = projection.texts("NonKeyAttributes");
    if (!attributes.isEmpty()) {
      attributes.forEach(projected.putArray("NonKeyAttributes")::add);
    }
    return body;
  }

  /** Templates may write numbers as text; DynamoDB accepts only numbers. */
  private static void throughput(TableProperties tableOrIndex, ObjectNode body) {
    tableOrIndex
        .optionalObject("ProvisionedThroughput")
        .ifPresent(
            throughput ->
                body.putObject("ProvisionedThroughput")
                    .put("ReadCapacityUnits", throughput.number("ReadCapacityUnits"))
                    .put("WriteCapacityUnits", throughput.number("WriteCapacityUnits")));
  }

  private static void putUnlessEmpty(
      ObjectNode body,
      String name,
      TableProperties properties,
      Function<TableProperties, ObjectNode> made) {
    ArrayNode all = each(properties, name, made);
    if (!all.isEmpty()) {
      body.set(name, all);
    }
  }

  private static ArrayNode each(
      TableProperties properties, String name, Function<TableProperties, ObjectNode> made) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    properties.objects(name).map(made).forEach(all::add);
    return all;
  }

  private static ObjectNode texts(TableProperties properties, String... names) {
    ObjectNode body = object();
    for (String name : names) {
      body.put(name, properties.text(name));
    }
    return body;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
