# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""A room with a function for each route: who is there is in a table, and a message goes to everybody in it."""
import os

import boto3

dynamodb = boto3.client("dynamodb")
TABLE = os.environ["TABLE"]


def connect(event, context):
    dynamodb.put_item(TableName=TABLE, Item=key(event["requestContext"]["connectionId"]))
    return {"statusCode": 200}


def disconnect(event, context):
    dynamodb.delete_item(TableName=TABLE, Key=key(event["requestContext"]["connectionId"]))
    return {"statusCode": 200}


def message(event, context):
    management = boto3.client("apigatewaymanagementapi", endpoint_url=os.environ["ENDPOINT"])
    for page in dynamodb.get_paginator("scan").paginate(TableName=TABLE, ConsistentRead=True):
        for row in page["Items"]:
            try:
                management.post_to_connection(ConnectionId=row["connectionId"]["S"], Data=event["body"].encode())
            except management.exceptions.GoneException:
                dynamodb.delete_item(TableName=TABLE, Key=row)
    return {"statusCode": 200}


def key(connection):
    return {"connectionId": {"S": connection}}
