# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The room, whose clients are greeted once they are connected."""
import json
import os
import time

import boto3


def handler(event, context):
    table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
    request = event["requestContext"]
    key = {"connectionId": request["connectionId"]}
    match request["routeKey"]:
        case "$connect":
            table.put_item(Item=key)
            invoked = boto3.client("lambda").invoke(
                FunctionName=os.environ["GREETER"], InvocationType="Event", Payload=json.dumps(request))
            assert invoked["StatusCode"] == 202, invoked
        case "$disconnect":
            table.delete_item(Key=key)
        case _:
            answer = boto3.client("lambda").invoke(
                FunctionName=os.environ["GREETER"], Payload=json.dumps({**request, "text": event["body"]}))
            assert json.load(answer["Payload"]) == {"posted": True}
    return {"statusCode": 200}


def greet(request, context):
    management = boto3.client(
        "apigatewaymanagementapi", endpoint_url=f"https://{request['domainName']}/{request['stage']}")
    text = request.get("text", "Welcome.")
    for attempt in range(20):
        try:
            management.post_to_connection(ConnectionId=request["connectionId"], Data=text.encode())
            return {"posted": True}
        except management.exceptions.GoneException:
            # $connect has not returned yet.
            time.sleep(0.1)
    return {"posted": False}
