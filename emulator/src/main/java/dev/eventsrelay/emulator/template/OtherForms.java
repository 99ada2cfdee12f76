// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Resources that say the same as others in another form. Each is rewritten as written, with nothing
 * evaluated, into the forms that the rest of this package reads.
 */
final class OtherForms {
  private static final String LAMBDA_FUNCTION = "AWS::Lambda::Function";
  private static final String SIMPLE_TABLE = "AWS::Serverless::SimpleTable";
  private static final String GLOBAL_TABLE = "AWS::DynamoDB::GlobalTable";
  private static final String WEB_SOCKET_API = "AWS::Serverless::WebSocketApi";

  private OtherForms() {}

  /** As for the code of a function. */
  private static Resource layer(Resource layer) {
    JsonNode asset = layer.metadata().path("aws:asset:path");
    if (!asset.isTextual()) {
      return layer;
    }
    ObjectNode properties = layer.properties().deepCopy();
    properties.set("Content", asset);
    return layer.as(layer.type(), properties);
  }

  /** The resource itself, or what it stands for. */
  static List<Resource> rewrite(Resource resource) {
    return switch (resource.type()) {
      case LAMBDA_FUNCTION -> List.of(lambdaFunction(resource));
      case SIMPLE_TABLE -> List.of(simpleTable(resource));
      case GLOBAL_TABLE -> List.of(globalTable(resource));
      case WEB_SOCKET_API -> new WebSocketApiForm(resource).rewrite();
      case "AWS::Lambda::LayerVersion" -> List.of(layer(resource));
      default -> List.of(resource);
    };
  }

  /** CDK leaves the folder of the code in the metadata, because the code itself goes to S3. */
  private static Resource lambdaFunction(Resource function) {
    ObjectNode properties = function.properties().deepCopy();
    JsonNode asset = function.metadata().path("aws:asset:path");
    if (asset.isTextual()) {
      properties.set("Code", asset);
    }
    if (properties.path("Code").has("ZipFile")) {
      properties.put("InlineCode", true);
    }
    if (properties
            .path("CapacityProviderConfig")
            .path("LambdaManagedInstancesCapacityProviderConfig")
        instanceof ObjectNode nested) {
      properties.set("CapacityProviderConfig", nested);
    }
    return function.as(Resource.FUNCTION, properties);
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html">SimpleTable</a>
   */
  private static Resource simpleTable(Resource table) {
    ObjectNode properties = table.properties().deepCopy();
    ObjectNode key = properties.withObject("/PrimaryKey");
    String name = key.path("Name").asText("id");
    String type = key.path("Type").asText("String").substring(0, 1);
    properties.remove("PrimaryKey");
    properties
        .putArray("AttributeDefinitions")
        .addObject()
        .put("AttributeName", name)
        .put("AttributeType", type);
    properties.putArray("KeySchema").addObject().put("AttributeName", name).put("KeyType", "HASH");
    if (!properties.has("ProvisionedThroughput")) {
      properties.put("BillingMode", "PAY_PER_REQUEST");
    }
    return table.as(Resource.TABLE, properties);
  }

  /** One replica, whose capacity nothing limits. */
  private static Resource globalTable(Resource table) {
    ObjectNode properties = table.properties().deepCopy();
    properties.put("BillingMode", "PAY_PER_REQUEST");
    for (var index : properties.path("GlobalSecondaryIndexes")) {
      if (index instanceof ObjectNode object) {
        object.remove(
            List.of(
                "ReadOnDemandThroughputSettings",
                "ReadProvisionedThroughputSettings",
                "WriteOnDemandThroughputSettings",
                "WriteProvisionedThroughputSettings"));
      }
    }
    return table.as(Resource.TABLE, properties);
  }
}
