// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0

// The calls of a relay with the AWS SDK for JavaScript, as a function on Node would make them, and
// nothing else: it stores the publisher and looks for subscribers side by side, and then posts.
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { DynamoDBClient, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

const TableName = process.env.CONNECTIONS_TABLE;
const PREFIX = 'subscriber#';
const TTL_SECONDS = 300;

const table = new DynamoDBClient({});
const clients = new ApiGatewayManagementApiClient({ endpoint: process.env.MANAGEMENT_API_ENDPOINT });

const save = (guid, publisher) =>
  table.send(
    new UpdateItemCommand({
      TableName,
      Key: { pk: { S: `guid#${guid}` }, sk: { S: 'publisher' } },
      UpdateExpression: 'SET connectionId = :publisher, #ttl = :ttl',
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':publisher': { S: publisher },
        ':ttl': { N: String(Math.floor(Date.now() / 1000) + TTL_SECONDS) },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );

const subscribers = async (guid) => {
  const { Items } = await table.send(
    new QueryCommand({
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': { S: `guid#${guid}` }, ':prefix': { S: PREFIX } },
    }),
  );
  return Items.map((item) => item.sk.S.slice(PREFIX.length));
};

export const handler = async (event) => {
  const { guid } = JSON.parse(event.body);
  const [ids] = await Promise.all([subscribers(guid), save(guid, event.requestContext.connectionId)]);
  const Data = Buffer.from(event.body);
  await Promise.all(
    ids.map((ConnectionId) => clients.send(new PostToConnectionCommand({ ConnectionId, Data }))),
  );
  return { statusCode: 200, body: 'Data sent.' };
};
