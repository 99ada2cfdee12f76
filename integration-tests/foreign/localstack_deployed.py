# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Deploys the template to LocalStack in a container, with the WebSocket API that its paid plans have.

Prints one line of JSON, what the tests need to know, and keeps the container until its input ends:
localstack_deployed.py SAM_PROGRAM INFRA_SAM_FOLDER
"""
import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.request

import boto3

IMAGE = os.environ.get("LOCALSTACK_IMAGE", "localstack/localstack:stable")
URL = "http://localhost:4566"
STACK = "events-relay-test"
STAGE = "staging"
# LocalStack has no capacity providers, snapshots or account-wide log role.
PARAMETERS = [f"StageName={STAGE}", "ConnectCompute=standard", "DisconnectCompute=standard", "DefaultCompute=standard",
              "StandardStartup=cold", "AccessLog=off"]
START_SECONDS = 180
ACCOUNT = {"AWS_ENDPOINT_URL": URL, "AWS_DEFAULT_REGION": "us-east-1", "AWS_REGION": "us-east-1",
           "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@contextlib.contextmanager
def container():
    """LocalStack itself, gone at the end. It starts the functions' containers, so it gets the engine's socket."""
    started = subprocess.run(
        ["docker", "run", "--detach", "--rm", "--publish", "127.0.0.1:4566:4566", "--publish", "127.0.0.1:4510-4559:4510-4559",
         "--env", "LOCALSTACK_AUTH_TOKEN",
         # The functions are for arm64 and pure Java.
         "--env", "LAMBDA_IGNORE_ARCHITECTURE=1",
         "--volume", "/var/run/docker.sock:/var/run/docker.sock", IMAGE],
        check=True, stdout=subprocess.PIPE, text=True)
    try:
        yield
    finally:
        subprocess.run(["docker", "stop", started.stdout.strip()], check=False, stdout=subprocess.DEVNULL)


def await_health():
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(URL + "/_localstack/health", timeout=2) as answer:
                return json.load(answer).get("version", "unknown")
        except OSError:
            time.sleep(1)
    raise SystemExit(f"LocalStack did not answer within {START_SECONDS} s; does the token hold?")


def deploy(sam, folder):
    environment = {**os.environ, **ACCOUNT, "SAM_CLI_TELEMETRY": "0"}
    subprocess.run([sam, "build"], cwd=folder, env=environment, check=True, stdout=sys.stderr)
    subprocess.run(
        [sam, "deploy", "--stack-name", STACK, "--resolve-s3", "--capabilities", "CAPABILITY_IAM",
         "--no-confirm-changeset", "--no-fail-on-empty-changeset", "--parameter-overrides", *PARAMETERS],
        cwd=folder, env=environment, check=True, stdout=sys.stderr)


def deployed():
    """The WebSocket URL as LocalStack names it, which is not the one that AWS would have, and the table."""
    session = boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name="us-east-1")
    resources = session.client("cloudformation", endpoint_url=URL).describe_stack_resources(StackName=STACK)
    ids = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in resources["StackResources"]}
    api = session.client("apigatewayv2", endpoint_url=URL).get_api(ApiId=ids["EventsApi"])
    return {"endpoint": f"{api['ApiEndpoint'].rstrip('/')}/{STAGE}", "table": ids["ConnectionsTable"]}


def main():
    sam, folder = sys.argv[1:]
    with container():
        version = await_health()
        deploy(sam, folder)
        print(json.dumps({**deployed(), "version": version, "image": IMAGE, "environment": ACCOUNT}), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
