# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""A room: who is there is in a table, and a message goes to everybody in it."""
import os

import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


def handler(event, context):
    request = event["requestContext"]
    match request["routeKey"]:
        case "$connect":
            table.put_item(Item={"connectionId": request["connectionId"]})
        case "$disconnect":
            table.delete_item(Key={"connectionId": request["connectionId"]})
        case _:
            broadcast(request, event["body"])
    return {"statusCode": 200}


def broadcast(request, message):
    management = boto3.client(
        "apigatewaymanagementapi", endpoint_url=f"https://{request['domainName']}/{request['stage']}")
    for row in table.scan(ConsistentRead=True)["Items"]:
        try:
            management.post_to_connection(ConnectionId=row["connectionId"], Data=message.encode())
        except management.exceptions.GoneException:
            table.delete_item(Key=row)
