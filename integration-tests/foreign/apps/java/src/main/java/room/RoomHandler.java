// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package room;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A room: who is there is in a table, and a message goes to everybody in it. */
public final class RoomHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  private static final String KEY = "connectionId";

  private final String table = System.getenv("TABLE");
  private final DynamoDbClient dynamoDb = DynamoDbClient.create();
  private final Map<String, ApiGatewayManagementApiClient> clients = new ConcurrentHashMap<>();
  private final AtomicInteger posts = new AtomicInteger();

  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    var request = event.getRequestContext();
    switch (request.getRouteKey()) {
      case "$connect" ->
          dynamoDb.putItem(put -> put.tableName(table).item(key(request.getConnectionId())));
      case "$disconnect" -> remove(request.getConnectionId());
      default -> broadcast(request, event.getBody());
    }
    APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
    response.setStatusCode(200);
    return response;
  }

  private void broadcast(APIGatewayV2WebSocketEvent.RequestContext request, String message) {
    var rows = dynamoDb.scan(scan -> scan.tableName(table).consistentRead(true)).items();
    for (var row : rows) {
      String connectionId = row.get(KEY).s();
      try {
        management(request)
            .postToConnection(
                post -> post.connectionId(connectionId).data(SdkBytes.fromUtf8String(message)));
      } catch (GoneException gone) {
        remove(connectionId);
      }
    }
  }

  /** By domain name and by the API's id in turn. */
  private ApiGatewayManagementApiClient management(
      APIGatewayV2WebSocketEvent.RequestContext request) {
    String host =
        posts.getAndIncrement() % 2 == 0
            ? request.getDomainName()
            : request.getApiId() + ".execute-api." + System.getenv("AWS_REGION") + ".amazonaws.com";
    return clients.computeIfAbsent(
        "https://" + host + "/" + request.getStage(),
        endpoint ->
            ApiGatewayManagementApiClient.builder().endpointOverride(URI.create(endpoint)).build());
  }

  private void remove(String connectionId) {
    dynamoDb.deleteItem(delete -> delete.tableName(table).key(key(connectionId)));
  }

  private static Map<String, AttributeValue> key(String connectionId) {
    return Map.of(KEY, AttributeValue.fromS(connectionId));
  }
}
