# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""An echo that also says who is asking."""
import json
import os


def handle(event, context):
    request = event["requestContext"]
    match request["routeKey"]:
        case "$connect":
            return connect(event)
        case "$disconnect":
            # One line for the checks to find in the log.
            print("closed", request["connectionId"], request["disconnectStatusCode"], json.dumps(request["disconnectReason"]))
            return {"statusCode": 200}
        case "context":
            return {"statusCode": 200, "body": json.dumps(request)}
        case _:
            return {"statusCode": 200, "body": event["body"]}


def connect(event):
    wanted = event.get("queryStringParameters", {}).get("connect", "200")
    if wanted == "crash":
        raise ValueError("asked to crash")
    answer = {"statusCode": int(wanted)}
    headers = {name.lower(): value for name, value in event["headers"].items()}
    offered = [one.strip() for one in headers.get("sec-websocket-protocol", "").split(",")]
    if os.environ["SUBPROTOCOL"] in offered:
        answer["headers"] = {"Sec-WebSocket-Protocol": os.environ["SUBPROTOCOL"]}
    return answer
