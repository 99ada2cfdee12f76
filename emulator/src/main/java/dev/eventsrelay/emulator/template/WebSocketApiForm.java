// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites an {@code AWS::Serverless::WebSocketApi} into the API, its stage, and a route and an
 * integration for each of its routes, with the logical ids that SAM gives them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-websocketapi.html">WebSocketApi</a>
 */
record WebSocketApiForm(Resource api) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Of a route; the others are properties of {@code AWS::ApiGatewayV2::Route} under their name. */
  private static final Set<String> OF_INTEGRATION = Set.of("FunctionArn", "IntegrationTimeout");

  private static final Set<String> OF_STAGE =
      Set.of("StageName", "StageVariables", "AccessLogSettings", "DefaultRouteSettings");
  private static final Set<String> NOT_OF_API =
      Set.of("Routes", "Auth", "Domain", "PropagateTags", "RouteSettings");

  List<Resource> rewrite() {
    List<Resource> parts = new ArrayList<>();
    ObjectNode ofApi = JSON.objectNode().put("ProtocolType", "WEBSOCKET");
    ObjectNode ofStage = part();
    for (Map.Entry<String, JsonNode> property : api.properties().properties()) {
      if (OF_STAGE.contains(property.getKey())) {
        ofStage.set(property.getKey(), property.getValue());
      } else if (!NOT_OF_API.contains(property.getKey())) {
        ofApi.set(property.getKey(), property.getValue());
      }
    }
    parts.add(api.as(Resource.API, ofApi));
    parts.add(stage(ofStage));
    if (auth().path("AuthType").asText("").equals("CUSTOM")) {
      parts.add(authorizer());
    }
    for (Map.Entry<String, JsonNode> route : api.properties().path("Routes").properties()) {
      parts.add(integration(route.getKey(), route.getValue()));
      parts.add(route(route.getKey(), route.getValue()));
    }
    return parts;
  }

  private Resource stage(ObjectNode properties) {
    JsonNode name = properties.path("StageName");
    if (name.isMissingNode()) {
      properties.put("StageName", "default");
    }
    return api.part(properties.path("StageName").asText("") + "Stage", Resource.STAGE, properties);
  }

  private Resource authorizer() {
    ObjectNode properties = part().put("AuthorizerType", "REQUEST");
    properties.set("AuthorizerUri", invocation(auth().path("AuthArn")));
    if (auth().has("IdentitySource")) {
      properties.set("IdentitySource", auth().path("IdentitySource"));
    }
    return api.part("Authorizer", Resource.AUTHORIZER, properties);
  }

  private Resource integration(String key, JsonNode route) {
    ObjectNode properties = part().put("IntegrationType", "AWS_PROXY");
    properties.set("IntegrationUri", invocation(route.path("FunctionArn")));
    if (route.has("IntegrationTimeout")) {
      properties.set("TimeoutInMillis", route.path("IntegrationTimeout"));
    }
    return api.part(idOf(key) + "Integration", Resource.INTEGRATION, properties);
  }

  private Resource route(String key, JsonNode route) {
    ObjectNode properties = part().put("RouteKey", key);
    for (Map.Entry<String, JsonNode> property : route.properties()) {
      if (!OF_INTEGRATION.contains(property.getKey())) {
        properties.set(property.getKey(), property.getValue());
      }
    }
    ObjectNode integration = ref(api.logicalId() + idOf(key) + "Integration");
    properties.set(
        "Target",
        JSON.objectNode()
            .set(
                "Fn::Join",
                JSON.arrayNode()
                    .add("/")
                    .add(JSON.arrayNode().add("integrations").add(integration))));
    if (key.equals("$connect") && auth().has("AuthType")) {
      properties.set("AuthorizationType", auth().path("AuthType"));
      if (auth().path("AuthType").asText().equals("CUSTOM")) {
        properties.set("AuthorizerId", ref(api.logicalId() + "Authorizer"));
      }
    }
    return api.part(idOf(key) + "Route", Resource.ROUTE, properties);
  }

  private JsonNode auth() {
    return api.properties().path("Auth");
  }

  private ObjectNode part() {
    ObjectNode properties = JSON.objectNode();
    properties.set("ApiId", ref(api.logicalId()));
    return properties;
  }

  private static ObjectNode ref(String logicalId) {
    return JSON.objectNode().put("Ref", logicalId);
  }

  private static JsonNode invocation(JsonNode functionArn) {
    String uri =
        "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
            + "${FunctionArn}/invocations";
    ObjectNode variables = JSON.objectNode();
    variables.set("FunctionArn", functionArn);
    return JSON.objectNode().set("Fn::Sub", JSON.arrayNode().add(uri).add(variables));
  }

  /** {@code Connect} for {@code $connect}, {@code Sendmessage} for {@code sendmessage}. */
  private String idOf(String routeKey) {
    String key = routeKey.startsWith("$") ? routeKey.substring(1) : routeKey;
    if (!key.chars().allMatch(Character::isLetterOrDigit) || key.isEmpty()) {
      throw new TemplateException(
          "%s.Routes: SAM refuses the route key %s, which must be alphanumeric."
              .formatted(api.where(), routeKey));
    }
    return key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1).toLowerCase(Locale.ROOT);
  }
}
