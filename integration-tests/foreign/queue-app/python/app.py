# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Answers each message of a batch to the client that it names, with what the record says of it."""
import json
import os

import boto3

clients = boto3.client("apigatewaymanagementapi", endpoint_url=os.environ["CALLBACK_URL"])


def handle(event, context):
    failures = []
    for record in event["Records"]:
        if record["body"] == "poison":
            failures.append({"itemIdentifier": record["messageId"]})
            continue
        clients.post_to_connection(
            ConnectionId=record["messageAttributes"]["connectionId"]["stringValue"],
            Data=json.dumps(told(record)).encode(),
        )
    return {"batchItemFailures": failures}


def told(record):
    return {
        "body": record["body"],
        "members": sorted(record),
        "attribute": sorted(record["messageAttributes"]["requestId"]),
        "receives": record["attributes"]["ApproximateReceiveCount"],
        "sent": int(record["attributes"]["SentTimestamp"]),
        "source": record["eventSourceARN"],
        "md5": record["md5OfBody"],
        "queueUrl": os.environ["QUEUE_URL"],
    }
