# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""An application of somebody else from its client's side: connect, message, broadcast, disconnect, rows gone."""
import asyncio
import json
import pathlib
import ssl
import time

import boto3
from checks import PATIENCE, equal, run, setting
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

READY = json.loads(pathlib.Path(setting("READY_FILE")).read_text(encoding="utf-8"))
APPLICATION = setting("APPLICATION")
QUERY = "?token=let-me-in" if APPLICATION == "authorizer" else ""
PLAIN = READY["webSocketUrl"] + QUERY
SECURE = READY["secureWebSocketUrl"] + QUERY
PREFIX = "Guest: " if APPLICATION == "authorizer" else ""


def rows():
    dynamodb = boto3.client("dynamodb", endpoint_url=READY["dynamoDbEndpoint"], region_name="us-east-1",
                            aws_access_key_id="local", aws_secret_access_key="local")
    return dynamodb.scan(TableName=READY["tableName"], ConsistentRead=True)["Count"]


async def until(count):
    deadline = time.monotonic() + PATIENCE
    while rows() != count:
        assert time.monotonic() < deadline, f"{rows()} rows instead of {count}"
        await asyncio.sleep(0.05)


async def heard(websocket):
    return await asyncio.wait_for(websocket.recv(), PATIENCE)


def trusted():
    """As a client that trusts the emulator's certificate and no other."""
    return ssl.create_default_context(cafile=READY["certificateFile"])


async def everybody_hears_a_message_and_leaves_no_row():
    async with connect(PLAIN) as one, connect(SECURE, ssl=trusted()) as other:
        await until(2)
        await one.send("h\u00e9llo")
        for each in (one, other):
            equal(await heard(each), PREFIX + "h\u00e9llo")
        await other.close()
        await until(1)
        await one.send("alone")
        equal(await heard(one), PREFIX + "alone")
    await until(0)


async def each_client_is_greeted_after_connecting_and_answered_by_the_second_function():
    for url, options in ((PLAIN, {}), (SECURE, {"ssl": trusted()})):
        async with connect(url, **options) as websocket:
            equal(await heard(websocket), "Welcome.")
            await websocket.send("again")
            equal(await heard(websocket), "again")
    await until(0)


async def client_without_the_token_is_refused():
    for query, status in (("", 401), ("?token=", 401), ("?token=guess", 401), ("?token=not-you", 403)):
        try:
            async with connect(READY["webSocketUrl"] + query):
                raise AssertionError(f"{query!r} was let in")
        except InvalidStatus as refused:
            equal(refused.response.status_code, status)
    equal(rows(), 0)


async def aws_is_not_reached_and_the_error_says_what_to_change():
    async with connect(PLAIN) as websocket:
        for attempt, host in (("fetch", "sqs"), ("agent", "bucket.s3"), ("sdk", "dynamodb")):
            await websocket.send(attempt)
            told = await heard(websocket)
            assert f"{host}.us-east-1.amazonaws.com" in told and "--allow-network" in told, told
            log = pathlib.Path(setting("LOG_FILE")).read_text(encoding="utf-8")
            assert told in log, f"not in the log: {told}"


run(*{
    "node-reaches-out": [aws_is_not_reached_and_the_error_says_what_to_change],
    "connect-invokes": [each_client_is_greeted_after_connecting_and_answered_by_the_second_function],
    "authorizer": [client_without_the_token_is_refused, everybody_hears_a_message_and_leaves_no_row],
}.get(APPLICATION, [everybody_hears_a_message_and_leaves_no_row]))
