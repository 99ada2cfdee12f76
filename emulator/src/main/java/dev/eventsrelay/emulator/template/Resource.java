// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** A resource as written in the template; its properties are not evaluated. */
record Resource(
    String logicalId,
    String type,
    Optional<String> condition,
    ObjectNode properties,
    JsonNode ignoreGlobals,
    JsonNode metadata) {
  static final String FUNCTION = "AWS::Serverless::Function";
  static final String VERSION = "AWS::Lambda::Version";
  static final String ALIAS = "AWS::Lambda::Alias";
  static final String TABLE = "AWS::DynamoDB::Table";
  static final String API = "AWS::ApiGatewayV2::Api";
  static final String STAGE = "AWS::ApiGatewayV2::Stage";
  static final String ROUTE = "AWS::ApiGatewayV2::Route";
  static final String ROUTE_RESPONSE = "AWS::ApiGatewayV2::RouteResponse";
  static final String AUTHORIZER = "AWS::ApiGatewayV2::Authorizer";
  static final String INTEGRATION = "AWS::ApiGatewayV2::Integration";
  static final String INTEGRATION_RESPONSE = "AWS::ApiGatewayV2::IntegrationResponse";
  static final String API_KEY = "AWS::ApiGateway::ApiKey";
  static final String USAGE_PLAN = "AWS::ApiGateway::UsagePlan";
  static final String USAGE_PLAN_KEY = "AWS::ApiGateway::UsagePlanKey";
  static final String QUEUE = "AWS::SQS::Queue";
  static final String EVENT_SOURCE_MAPPING = "AWS::Lambda::EventSourceMapping";
  static final String ROLE = "AWS::IAM::Role";

  static final List<String> LAYERS =
      List.of("AWS::Serverless::LayerVersion", "AWS::Lambda::LayerVersion");

  boolean is(String expectedType) {
    return type.equals(expectedType);
  }

  /** Where the resource's properties are, for messages. */
  String where() {
    return "Resources." + logicalId + ".Properties";
  }

  Resource withProperties(ObjectNode others) {
    return as(type, others);
  }

  /** The same resource as another type. */
  Resource as(String otherType, ObjectNode others) {
    return new Resource(logicalId, otherType, condition, others, ignoreGlobals, metadata);
  }

  /** A resource that exists when this one does. */
  Resource part(String suffix, String partType, ObjectNode partProperties) {
    return new Resource(
        logicalId + suffix, partType, condition, partProperties, ignoreGlobals, metadata);
  }
}
