# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Knows two tokens, of which one may connect."""


def handler(event, context):
    token = event["queryStringParameters"]["token"]
    if token not in ("let-me-in", "not-you"):
        raise Exception("Unauthorized")
    effect = "Allow" if token == "let-me-in" else "Deny"
    return {
        "principalId": "guest",
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Action": "execute-api:Invoke", "Effect": effect, "Resource": event["methodArn"]}],
        },
        "context": {"name": "Guest"},
    }
