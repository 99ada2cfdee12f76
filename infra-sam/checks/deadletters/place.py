# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Where the queues are: in a stack, in a local system that wrote a file when it was ready, or behind an endpoint."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from deadletters.errors import DeadLettersError

# Logical ids in the template: a route's queue, and where its dead letters go.
QUEUES = {
    "default": ("DefaultQueue", "DefaultDeadLetters"),
    "disconnect": ("DisconnectQueue", "DisconnectDeadLetters"),
}
# A call that takes longer is given up, and tried once more.
_CALLS = Config(connect_timeout=5, read_timeout=15, retries={"mode": "standard", "max_attempts": 2})


@dataclass(frozen=True)
class Place:
    """Clients, and the addresses of the queues by their logical ids. ``logs`` is None where no log can be asked."""

    name: str
    sqs: Any
    queues: dict[str, str]
    logs: Any | None = None


def of_stack(stack: str, region: str | None) -> Place:
    session = boto3.Session(region_name=region)
    cloudformation = session.client("cloudformation", config=_CALLS)
    queues = {
        each: _in_stack(cloudformation, stack, each) for pair in QUEUES.values() for each in pair
    }
    sqs = session.client("sqs", config=_CALLS)
    return Place(f"The stack {stack}", sqs, queues, session.client("logs", config=_CALLS))


def _in_stack(cloudformation: Any, stack: str, logical_id: str) -> str:
    try:
        found = cloudformation.describe_stack_resource(
            StackName=stack, LogicalResourceId=logical_id
        )
    except ClientError as e:
        if e.response["Error"]["Code"] != "ValidationError":
            raise
        where = cloudformation.meta.region_name
        if "does not exist" in str(e) and logical_id not in str(e):
            raise DeadLettersError(f"There is no stack {stack} in {where}.") from e
        raise DeadLettersError(
            f"The stack {stack} in {where} has no {logical_id}: it was deployed before there were queues."
        ) from e
    return found["StackResourceDetail"]["PhysicalResourceId"]


def of_ready_file(file: Path) -> Place:
    try:
        ready = json.loads(file.read_text(encoding="utf-8"))
        endpoint, queues = ready["sqsEndpoint"], dict(ready["queues"])
    except OSError as e:
        raise DeadLettersError(f"{file} cannot be read: {e.strerror}.") from e
    except (ValueError, KeyError, TypeError) as e:
        raise DeadLettersError(
            f"{file} names no queues. Is it what run-local --ready-file wrote, of a template with queues?"
        ) from e
    missing = sorted({each for pair in QUEUES.values() for each in pair} - queues.keys())
    if missing:
        raise DeadLettersError(f"{file} names no {', '.join(missing)}.")
    return Place(endpoint, _local_sqs(endpoint), queues)


def of_endpoint(endpoint: str) -> Place:
    """Finds the queues by their names, which are their logical ids or have them between hyphens."""
    if not re.match(r"https?://[^/]", endpoint):
        raise DeadLettersError(f"{endpoint} is no endpoint such as http://127.0.0.1:9324.")
    sqs = _local_sqs(endpoint)
    urls = [
        url
        for page in sqs.get_paginator("list_queues").paginate(PaginationConfig={"PageSize": 1000})
        for url in page.get("QueueUrls", ())
    ]
    return Place(
        endpoint,
        sqs,
        {each: _named(urls, each, endpoint) for pair in QUEUES.values() for each in pair},
    )


def _named(urls: list[str], logical_id: str, endpoint: str) -> str:
    found = [url for url in urls if logical_id in url.rpartition("/")[2].split("-")]
    if len(found) != 1:
        raise DeadLettersError(
            f"{endpoint} has {len(found) or 'no'} queues named {logical_id}"
            + (": use --ready-file to say which." if found else ".")
        )
    return found[0]


def _local_sqs(endpoint: str) -> Any:
    """A local SQS checks no signature, but the SDK wants to make one."""
    return boto3.client(
        "sqs",
        endpoint_url=endpoint,
        config=_CALLS,
        region_name=os.environ.get("AWS_REGION", "us-east-1"),
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
