# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The public pattern "WebSocket API to SQS to Lambda", under AWS's runtime client for Python and with boto3."""
import asyncio
import hashlib
import json
import time

import boto3
from checks import PATIENCE, equal, run, setting, version
from websockets.asyncio.client import connect

URL = setting("QUEUE_WEBSOCKET_URL")
QUEUES = json.loads(setting("QUEUE_URLS"))
sqs = boto3.client("sqs", endpoint_url=setting("QUEUE_SQS_ENDPOINT"), region_name="us-east-1",
                   aws_access_key_id="local", aws_secret_access_key="local")


async def told(websocket, text):
    await websocket.send(text)
    return json.loads(await asyncio.wait_for(websocket.recv(), PATIENCE))


async def message_reaches_the_function_over_the_queue():
    async with connect(URL) as websocket:
        for text in ["plain", "a+b /=&%25", "\u00e9 \u4f60 \U0001f600", '{"action":"nothing"}']:
            equal((await told(websocket, text))["body"], text)


async def record_has_the_documented_members():
    async with connect(URL) as websocket:
        record = await told(websocket, "members")
    wanted = ["attributes", "awsRegion", "body", "eventSource", "eventSourceARN", "md5OfBody", "messageAttributes",
              "messageId", "receiptHandle"]
    equal([each for each in wanted if each not in record["members"]], [])
    equal(record["attribute"], ["binaryListValues", "dataType", "stringListValues", "stringValue"])
    equal(record["receives"], "1")
    equal(record["md5"], hashlib.md5(b"members").hexdigest())
    equal(record["source"], "arn:aws:sqs:us-east-1:000000000000:local-Messages")
    equal(record["queueUrl"].rsplit("/", 1)[1], "local-Messages")
    assert abs(time.time() * 1000 - record["sent"]) < 60_000, record


async def burst_is_answered_whole():
    async with connect(URL) as websocket:
        texts = {f"burst {number}" for number in range(60)}
        for text in texts:
            await websocket.send(text)
        answered = set()
        while answered != texts:
            answered.add(json.loads(await asyncio.wait_for(websocket.recv(), PATIENCE))["body"])


async def poison_becomes_a_dead_letter():
    async with connect(URL) as websocket:
        await websocket.send("poison")
        equal((await told(websocket, "beside it"))["body"], "beside it")
    messages = []
    end = time.monotonic() + 45
    while not messages and time.monotonic() < end:
        messages = (await asyncio.to_thread(
            sqs.receive_message, QueueUrl=QUEUES["Failed"], WaitTimeSeconds=2)).get("Messages", [])
    equal([each["Body"] for each in messages], ["poison"])


version("boto3", boto3.__version__)
run(
    message_reaches_the_function_over_the_queue,
    record_has_the_documented_members,
    burst_is_answered_whole,
    poison_becomes_a_dead_letter,
)
