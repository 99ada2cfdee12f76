// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0

// A room: who is there is in a table, and a message goes to everybody in it.
import { ApiGatewayManagementApiClient, GoneException, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { DeleteItemCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});
const TableName = process.env.TABLE;

export const handler = async (event) => {
  const { routeKey, connectionId } = event.requestContext;
  switch (routeKey) {
    case '$connect':
      await dynamodb.send(new PutItemCommand({ TableName, Item: { connectionId: { S: connectionId } } }));
      break;
    case '$disconnect':
      await remove({ S: connectionId });
      break;
    default:
      await broadcast(event.requestContext, event.body);
  }
  return { statusCode: 200 };
};

async function broadcast({ apiId, stage }, message) {
  const endpoint = `https://${apiId}.execute-api.${process.env.AWS_REGION}.amazonaws.com/${stage}`;
  const management = new ApiGatewayManagementApiClient({ endpoint });
  const { Items } = await dynamodb.send(new ScanCommand({ TableName, ConsistentRead: true }));
  await Promise.all(
    Items.map(async ({ connectionId }) => {
      try {
        await management.send(new PostToConnectionCommand({ ConnectionId: connectionId.S, Data: message }));
      } catch (error) {
        if (!(error instanceof GoneException)) {
          throw error;
        }
        await remove(connectionId);
      }
    }),
  );
}

function remove(connectionId) {
  return dynamodb.send(new DeleteItemCommand({ TableName, Key: { connectionId } }));
}
