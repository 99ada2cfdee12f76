# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The gateway under the Python package websockets: against the echo, and one compile on the relay."""
import asyncio
import json
import platform
import time
import uuid

import websockets
from checks import PATIENCE, SILENCE, equal, run, setting, version
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

ECHO = setting("ECHO_WEBSOCKET_URL")
RELAY = setting("RELAY_WEBSOCKET_URL")
LOG = setting("ECHO_LOG")


async def asked(websocket, text):
    await websocket.send(text)
    return await asyncio.wait_for(websocket.recv(), PATIENCE)


async def silent(websocket):
    try:
        unexpected = await asyncio.wait_for(websocket.recv(), SILENCE)
    except TimeoutError:
        return
    raise AssertionError(f"unexpected message {unexpected!r}")


async def context_of(websocket):
    return json.loads(await asked(websocket, '{"request":{"kind":"context"}}'))


async def closed_in_log(connection):
    """What $disconnect was told."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with open(LOG, encoding="utf-8") as log:
            for line in log:
                if f"closed {connection} " in line:
                    code, reason = line.split(connection, 1)[1].split(maxsplit=1)
                    return int(code), json.loads(reason)
        await asyncio.sleep(0.1)
    raise AssertionError("$disconnect was not called")


async def ended(websocket):
    try:
        await asyncio.wait_for(websocket.recv(), PATIENCE)
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else None
    raise AssertionError("a message instead of a close")


async def refusal(url, **options):
    try:
        async with connect(url, **options):
            raise AssertionError("the handshake succeeded")
    except InvalidStatus as refused:
        return refused.response.status_code


async def messages_come_back():
    async with connect(ECHO) as websocket:
        for text in ("a", "\u00e9\u20ac\u4e16\U0001f680", "x" * 32 * 1024, '{"request":{"kind":"unknown"}}'):
            equal(await asked(websocket, text), text)


async def fragments_are_one_message():
    async with connect(ECHO) as websocket:
        await websocket.send(["x" * 16 * 1024] * 8)
        equal(await asyncio.wait_for(websocket.recv(), PATIENCE), "x" * 128 * 1024)


async def ping_between_fragments_is_answered_at_once():
    async def parts():
        yield "first "
        await asyncio.wait_for(await websocket.ping("between"), PATIENCE)
        yield "second"

    async with connect(ECHO, max_size=None) as websocket:
        await websocket.send(parts())
        equal(await asyncio.wait_for(websocket.recv(), PATIENCE), "first second")


async def pings_are_answered_with_their_payload():
    async with connect(ECHO) as websocket:
        for payload in ("", "hello", "x" * 125):
            await asyncio.wait_for(await websocket.ping(payload), PATIENCE)


async def close_codes_of_the_client_are_answered_and_told():
    for code, reason in ((1000, ""), (1001, "going"), (3000, ""), (4999, "\u00e9" * 20)):
        websocket = await connect(ECHO)
        connection = (await context_of(websocket))["connectionId"]
        await websocket.close(code, reason)
        equal(websocket.close_code, code)
        equal(await closed_in_log(connection), (code, reason))


async def close_without_a_status_is_told_as_1005():
    websocket = await connect(ECHO)
    connection = (await context_of(websocket))["connectionId"]
    websocket.protocol.send_close()
    websocket.transport.writelines(websocket.protocol.data_to_send())
    await asyncio.wait_for(websocket.wait_closed(), PATIENCE)
    equal(await closed_in_log(connection), (1005, "Client-side close frame status not set"))


async def dropped_connection_is_told_too():
    websocket = await connect(ECHO)
    connection = (await context_of(websocket))["connectionId"]
    websocket.transport.abort()
    equal((await closed_in_log(connection))[0], 1006)


async def binary_frame_is_closed_with_1003():
    async with connect(ECHO) as websocket:
        await websocket.send(b"binary")
        equal(await ended(websocket), 1003)


async def frame_above_32_KB_is_closed_with_1009():
    async with connect(ECHO) as websocket:
        await websocket.send("x" * (32 * 1024 + 1))
        equal(await ended(websocket), 1009)


async def message_above_128_KB_is_closed_with_1009():
    async with connect(ECHO) as websocket:
        await websocket.send(["x" * 32 * 1024] * 4 + ["x"])
        equal(await ended(websocket), 1009)


async def subprotocol_is_what_the_function_chooses():
    async with connect(ECHO, subprotocols=["other", "echo.v1"]) as websocket:
        equal(websocket.subprotocol, "echo.v1")
    async with connect(ECHO, subprotocols=["other"]) as websocket:
        equal(websocket.subprotocol, None)


async def permessage_deflate_is_offered_and_not_taken():
    async with connect(ECHO, compression="deflate") as websocket:
        assert "permessage-deflate" in websocket.request.headers["Sec-WebSocket-Extensions"]
        equal(websocket.response.headers.get("Sec-WebSocket-Extensions"), None)
        equal(await asked(websocket, "x" * 10_000), "x" * 10_000)


async def handshake_is_refused_with_the_functions_status():
    equal(await refusal(ECHO + "?connect=401"), 401)
    equal(await refusal(ECHO + "?connect=503"), 503)
    equal(await refusal(ECHO + "?connect=crash"), 502)
    equal(await refusal(ECHO.rsplit("/", 1)[0] + "/other"), 403)


async def compile_is_relayed_and_acknowledged():
    guid = str(uuid.uuid4())
    result = '{"guid":"%s", "code":0,"asm":"\u00e9\U0001f680" }' % guid
    async with connect(RELAY) as router, connect(RELAY) as worker:
        equal(await asked(router, "ping"), "pong")
        await router.send(f"subscribe: {guid}")
        # The relay keeps a result for a subscriber that comes late, so nothing has to be awaited here.
        await worker.send(result)
        equal(await asyncio.wait_for(router.recv(), PATIENCE), result)
        await router.send(f"ack: {guid}")
        ack = json.loads(await asyncio.wait_for(worker.recv(), PATIENCE))
        equal((ack["type"], ack["guid"]), ("ack", guid))
        await router.send(f"unsubscribe: {guid}")
        await silent(worker)


version("websockets", websockets.__version__, "on Python", platform.python_version())
run(
    messages_come_back,
    fragments_are_one_message,
    ping_between_fragments_is_answered_at_once,
    pings_are_answered_with_their_payload,
    close_codes_of_the_client_are_answered_and_told,
    close_without_a_status_is_told_as_1005,
    dropped_connection_is_told_too,
    binary_frame_is_closed_with_1003,
    frame_above_32_KB_is_closed_with_1009,
    message_above_128_KB_is_closed_with_1009,
    subprotocol_is_what_the_function_chooses,
    permessage_deflate_is_offered_and_not_taken,
    handshake_is_refused_with_the_functions_status,
    compile_is_relayed_and_acknowledged,
)
