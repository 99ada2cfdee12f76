# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The room, where each message carries the name that the authorizer gave its sender."""
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    request = event["requestContext"]
    key = {"connectionId": request["connectionId"]}
    match request["routeKey"]:
        case "$connect":
            table.put_item(Item=key)
        case "$disconnect":
            table.delete_item(Key=key)
        case _:
            management = boto3.client(
                "apigatewaymanagementapi", endpoint_url=f"https://{request['domainName']}/{request['stage']}")
            said = f"{request['authorizer']['name']}: {event['body']}".encode()
            for row in table.scan(ConsistentRead=True)["Items"]:
                management.post_to_connection(ConnectionId=row["connectionId"], Data=said)
    return {"statusCode": 200}
