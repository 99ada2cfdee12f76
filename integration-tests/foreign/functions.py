# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Functions under AWS's runtime interface clients for Python and Node, in a template of their own."""
import asyncio
import importlib.metadata
import json
import os
import pathlib
import subprocess

from checks import PATIENCE, SILENCE, Skip, equal, run, setting, version
from websockets.asyncio.client import connect

ECHO = setting("ECHO_WEBSOCKET_URL")
TEMPLATE = pathlib.Path(__file__).parent / "app" / "template.yaml"
RUN_LOCAL = pathlib.Path(__file__).parents[2] / "run-local"
WORK = pathlib.Path(setting("FOREIGN_WORK"))


async def asked(websocket, kind):
    await websocket.send(json.dumps({"request": {"kind": kind}}))
    return json.loads(await asyncio.wait_for(websocket.recv(), PATIENCE))


def needs_node():
    if setting("NODE_RUNTIME_MISSING"):
        raise Skip(setting("NODE_RUNTIME_MISSING"))


async def python_function_answers_several_at_once():
    async def one(number):
        async with connect(ECHO) as websocket:
            for turn in range(10):
                text = f"{number} {turn} \u00e9"
                await websocket.send(text)
                equal(await asyncio.wait_for(websocket.recv(), PATIENCE), text)

    await asyncio.gather(*(one(number) for number in range(8)))


async def node_function_gets_event_and_context():
    needs_node()
    async with connect(ECHO) as websocket:
        told = await asked(websocket, "node")
    equal(told["routeKey"], "node")
    equal(told["functionName"], "local-NodeFunction")
    equal(told["invokedFunctionArn"].split(":")[-1], "local-NodeFunction")
    equal(told["callbackUrl"], setting("ECHO_MANAGEMENT_URL"))
    assert 5_000 < told["remainingMillis"] <= 10_000, told


async def failing_node_function_becomes_the_gateways_frame_and_serves_on():
    needs_node()
    async with connect(ECHO) as websocket:
        told = await asked(websocket, "fail")
        equal(sorted(told), ["connectionId", "message", "requestId"])
        equal(told["message"], "Internal server error")
        equal((await asked(websocket, "node"))["routeKey"], "node")


async def route_without_response_sends_nothing():
    needs_node()
    async with connect(ECHO) as websocket:
        await websocket.send('{"request":{"kind":"silent"}}')
        try:
            unexpected = await asyncio.wait_for(websocket.recv(), 3 * SILENCE)
        except TimeoutError:
            return
        raise AssertionError(f"unexpected message {unexpected!r}")


def refused(change, sentence):
    """The template with a change does not start, and one line says why."""
    text = TEMPLATE.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text, "the change changes nothing"
    template = WORK / "refused.yaml"
    template.write_text(changed.replace("CodeUri: ./", f"CodeUri: {TEMPLATE.parent}/"), encoding="utf-8")
    ended = subprocess.run(
        [RUN_LOCAL, "--template", template, "--port", "0", "--log-file", WORK / "refused.log"],
        capture_output=True, text=True, timeout=60, env=os.environ)
    equal(ended.returncode, 1)
    lines = ended.stderr.strip().splitlines()
    assert lines[0].startswith("run-local: ") and any(sentence in line for line in lines), ended.stderr
    assert all(line.startswith("  ") for line in lines[1:]), ended.stderr


def authorizer_that_is_missing_is_refused_by_name():
    refused(
        lambda text: text.replace("AuthorizationType: NONE", "AuthorizationType: CUSTOM, AuthorizerId: mine"),
        "Resources.ConnectRoute.Properties.AuthorizerId names no authorizer of this template: mine.")


def jwt_authorization_is_refused_by_name():
    refused(
        lambda text: text.replace("AuthorizationType: NONE", "AuthorizationType: JWT"),
        "the emulator does not support AuthorizationType JWT.")


def integration_without_function_is_refused_by_name():
    refused(
        lambda text: text.replace("IntegrationType: AWS_PROXY", "IntegrationType: HTTP_PROXY"),
        "the emulator does not support IntegrationType HTTP_PROXY.")


def layer_without_a_folder_is_refused_by_name():
    refused(
        lambda text: text.replace("Handler: index.handle", "Handler: index.handle\n      Layers: [a]"),
        "Resources.NodeFunction.Properties.Layers names a, which is no layer of this template with a local folder.")


def runtime_without_command_is_refused_by_name():
    refused(lambda text: text + "\n", "The emulator has no command for python3.13")


version("awslambdaric", importlib.metadata.version("awslambdaric"), "(PyPI)")
version("aws-lambda-ric", setting("NODE_RUNTIME_VERSION"), "(npm)")
run(
    python_function_answers_several_at_once,
    node_function_gets_event_and_context,
    failing_node_function_becomes_the_gateways_frame_and_serves_on,
    route_without_response_sends_nothing,
    authorizer_that_is_missing_is_refused_by_name,
    jwt_authorization_is_refused_by_name,
    integration_without_function_is_refused_by_name,
    layer_without_a_folder_is_refused_by_name,
    runtime_without_command_is_refused_by_name,
)
