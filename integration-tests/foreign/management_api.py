# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The Management API under AWS's own Python SDK and command line."""
import asyncio
import datetime
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

import boto3
import botocore
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from checks import equal, run, setting, version
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

WEBSOCKET_URL = setting("ECHO_WEBSOCKET_URL")
MANAGEMENT_URL = setting("ECHO_MANAGEMENT_URL")
AWS = os.path.join(os.path.dirname(sys.executable), "aws")
# Well-formed, and the id of no connection.
GONE = "Z2hvc3Qtcm93cwE="


def client(url=MANAGEMENT_URL, **config):
    return boto3.client(
        "apigatewaymanagementapi",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="foreign",
        aws_secret_access_key="foreign",
        config=Config(retries={"total_max_attempts": 1}, **config),
    )


def refused(status, code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        equal(error.response["ResponseMetadata"]["HTTPStatusCode"], status)
        equal(error.response["Error"]["Code"], code)
        return error.response["Error"]
    raise AssertionError("it was accepted")


async def opened():
    websocket = await connect(WEBSOCKET_URL)
    await websocket.send('{"request":{"kind":"context"}}')
    return websocket, json.loads(await websocket.recv())["connectionId"]


def command_line(*arguments):
    return subprocess.run(
        [AWS, "apigatewaymanagementapi", *arguments, "--endpoint-url", MANAGEMENT_URL, "--region", "us-east-1"],
        env={"PATH": os.environ["PATH"], "AWS_ACCESS_KEY_ID": "foreign", "AWS_SECRET_ACCESS_KEY": "foreign"},
        capture_output=True,
        text=True,
        timeout=60,
    )


async def boto3_post_reaches_the_client():
    websocket, connection = await opened()
    data = '{"text":"\u00e9\U0001f680"}'
    answer = client().post_to_connection(ConnectionId=connection, Data=data.encode())
    equal(answer["ResponseMetadata"]["HTTPStatusCode"], 200)
    equal(await websocket.recv(), data)
    await websocket.close()


async def boto3_post_of_128_KB_reaches_the_client():
    websocket, connection = await opened()
    client().post_to_connection(ConnectionId=connection, Data=b"x" * 128 * 1024)
    equal(len(await websocket.recv()), 128 * 1024)
    await websocket.close()


async def boto3_get_parses_the_timestamps():
    websocket, connection = await opened()
    answer = client().get_connection(ConnectionId=connection)
    now = datetime.datetime.now(datetime.timezone.utc)
    for field in ("ConnectedAt", "LastActiveAt"):
        assert abs(now - answer[field]) < datetime.timedelta(minutes=1), answer
    equal(answer["Identity"]["SourceIp"], "127.0.0.1")
    assert "websockets" in answer["Identity"]["UserAgent"], answer
    await websocket.close()


async def boto3_delete_closes_with_1000():
    websocket, connection = await opened()
    answer = client().delete_connection(ConnectionId=connection)
    equal(answer["ResponseMetadata"]["HTTPStatusCode"], 204)
    try:
        await websocket.recv()
        raise AssertionError("a message instead of a close")
    except ConnectionClosed as closed:
        equal((closed.rcvd.code, closed.rcvd.reason), (1000, "Connection Closed Normally"))
    refused(410, "GoneException", client().post_to_connection, ConnectionId=connection, Data=b"x")


def boto3_410_GoneException_for_post_get_delete():
    refused(410, "GoneException", client().post_to_connection, ConnectionId=GONE, Data=b"x")
    refused(410, "GoneException", client().get_connection, ConnectionId=GONE)
    refused(410, "GoneException", client().delete_connection, ConnectionId=GONE)
    try:
        client().post_to_connection(ConnectionId=GONE, Data=b"x")
    except client().exceptions.GoneException:
        return
    raise AssertionError("not the modelled exception")


async def boto3_413_PayloadTooLargeException_above_128_KB():
    websocket, connection = await opened()
    refused(413, "PayloadTooLargeException", client().post_to_connection, ConnectionId=connection, Data=b"x" * (128 * 1024 + 1))
    await websocket.close()


def boto3_400_BadRequestException_for_a_malformed_id():
    error = refused(400, "BadRequestException", client().post_to_connection, ConnectionId="not-an-id", Data=b"x")
    equal(error["Message"], "Invalid connectionId: not-an-id")


def boto3_403_for_the_wrong_stage_and_for_an_unsigned_request():
    wrong = client(MANAGEMENT_URL.rsplit("/", 1)[0] + "/other")
    equal(refused(403, "403", wrong.post_to_connection, ConnectionId=GONE, Data=b"x")["Message"], "Forbidden")
    unsigned = client(signature_version=UNSIGNED)
    refused(403, "MissingAuthenticationTokenException", unsigned.post_to_connection, ConnectionId=GONE, Data=b"x")


def plain_GET_of_the_stage_is_426():
    try:
        urllib.request.urlopen(MANAGEMENT_URL, timeout=10)
    except urllib.error.HTTPError as error:
        equal(error.code, 426)
        return
    raise AssertionError("it was accepted")


async def aws_cli_post_get_delete():
    websocket, connection = await opened()
    # In a thread, because the connection needs its event loop to answer the close frame.
    posted = await asyncio.to_thread(
        command_line, "post-to-connection", "--connection-id", connection, "--data", "aGVsbG8=")
    equal((posted.returncode, posted.stderr), (0, ""))
    assert await websocket.recv() in ("hello", "aGVsbG8="), "another message"  # CLI 2 decodes base64, CLI 1 does not
    got = await asyncio.to_thread(command_line, "get-connection", "--connection-id", connection)
    equal(got.returncode, 0)
    equal(json.loads(got.stdout)["Identity"]["SourceIp"], "127.0.0.1")
    deleted = await asyncio.to_thread(command_line, "delete-connection", "--connection-id", connection)
    equal((deleted.returncode, deleted.stderr), (0, ""))
    await asyncio.wait_for(websocket.wait_closed(), 10)
    equal(websocket.close_code, 1000)


def aws_cli_names_GoneException_and_BadRequestException():
    gone = command_line("get-connection", "--connection-id", GONE)
    assert gone.returncode != 0 and "(GoneException)" in gone.stderr, gone.stderr
    malformed = command_line("get-connection", "--connection-id", "not-an-id")
    assert malformed.returncode != 0 and "(BadRequestException)" in malformed.stderr, malformed.stderr


version("boto3", boto3.__version__, "botocore", botocore.__version__)
version(subprocess.run([AWS, "--version"], capture_output=True, text=True).stdout.strip())
run(
    boto3_post_reaches_the_client,
    boto3_post_of_128_KB_reaches_the_client,
    boto3_get_parses_the_timestamps,
    boto3_delete_closes_with_1000,
    boto3_410_GoneException_for_post_get_delete,
    boto3_413_PayloadTooLargeException_above_128_KB,
    boto3_400_BadRequestException_for_a_malformed_id,
    boto3_403_for_the_wrong_stage_and_for_an_unsigned_request,
    plain_GET_of_the_stage_is_426,
    aws_cli_post_get_delete,
    aws_cli_names_GoneException_and_BadRequestException,
)
