// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
//
// Calls the services as the Node functions do, without their libraries: neither DynamoDB Local nor the gateway
// verifies a signature. Keys have the type that JavaScript gives them, and DynamoDB refuses all but strings.
import https from 'node:https';

const signed = service =>
    `AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/${service}/aws4_request,` +
    ` SignedHeaders=host, Signature=${'0'.repeat(64)}`;
const TABLE = process.env.CONNECTIONS_TABLE;

async function dynamoDb(operation, input) {
    const answer = await fetch(process.env.AWS_ENDPOINT_URL_DYNAMODB, {
        method: 'POST',
        headers: {
            'Content-Type': 'application/x-amz-json-1.0',
            'X-Amz-Target': `DynamoDB_20120810.${operation}`,
            'X-Amz-Date': '20260101T000000Z',
            Authorization: signed('dynamodb'),
        },
        body: JSON.stringify({TableName: TABLE, ...input}),
    });
    const output = await answer.json();
    if (!answer.ok) {
        throw new Error(`${operation}: ${output.__type} ${output.message ?? output.Message}`);
    }
    return output;
}

export const put = row => dynamoDb('PutItem', {Item: row});

export const remove = key => dynamoDb('DeleteItem', {Key: {connectionId: {S: key}}});

export async function senderOf(guid) {
    const row = await dynamoDb('GetItem', {Key: {connectionId: {S: `guid-sender#${guid}`}}});
    return row.Item?.senderConnectionId.S;
}

export async function subscribersOf(guid) {
    const rows = await dynamoDb('Query', {
        IndexName: 'SubscriptionIndex',
        KeyConditionExpression: 'subscription = :guid',
        ExpressionAttributeValues: {':guid': {S: guid}},
    });
    return rows.Items.map(row => row.connectionId.S.split('#')[0]);
}

export async function removeConnection(id) {
    const rows = await dynamoDb('Scan', {
        FilterExpression: 'begins_with(connectionId, :id)',
        ExpressionAttributeValues: {':id': {S: id}},
    });
    await Promise.all(rows.Items.map(row => remove(row.connectionId.S)));
}

/** Posts to a connection; a client that is gone is removed. */
export async function post({domainName, stage}, connectionId, text) {
    const url = `https://${domainName}/${stage}/%40connections/${encodeURIComponent(connectionId)}`;
    const status = await new Promise((resolve, reject) => {
        const request = https.request(url, {method: 'POST', headers: {Authorization: signed('execute-api')}}, answer => {
            answer.resume();
            resolve(answer.statusCode);
        });
        request.on('error', reject);
        request.end(text);
    });
    if (status === 410) {
        await removeConnection(connectionId);
    } else if (status !== 200) {
        throw new Error(`a post was answered with ${status}`);
    }
}
