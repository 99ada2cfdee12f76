# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Where template and code have to agree. Sources and JARs that are not there are not checked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from stackcheck.calls import actions
from stackcheck.code import READ_BY_THE_JVM, Code, handler_source
from stackcheck.deployment import Deployment, Resource, listed, statements
from stackcheck.rule import rule
from stackcheck.template import FUNCTION


def _code(deployment: Deployment) -> Code:
    return _code_at(deployment.template.folder.parent)


@rule(
    "handler",
    "A handler class that does not exist makes every invocation fail, without an error at the start.",
)
def handler(deployment: Deployment) -> Iterator[str]:
    template = deployment.template
    for logical_id, body in template.source["Resources"].items():
        if body.get("Type") == FUNCTION and logical_id in deployment.resources:
            module = template.folder / str(body["Properties"].get("CodeUri", "."))
            name = str(deployment.resources[logical_id].get("Handler", default=""))
            if (module / "src").is_dir() and not handler_source(module, name).is_file():
                yield f"{logical_id} has the handler {name}, which is not in {body['Properties']['CodeUri']}."


@lru_cache
def _code_at(root: Path) -> Code:
    return Code(root)


_actions = lru_cache(actions)


@rule(
    "role-and-code",
    "A role allows exactly the AWS calls that its handler's code can reach: one less fails in production, one more is a risk.",
)
def role_and_code(deployment: Deployment) -> Iterator[str]:
    template = deployment.template
    for logical_id, body in template.source["Resources"].items():
        if body.get("Type") != FUNCTION or logical_id not in deployment.resources:
            continue
        function = deployment.resources[logical_id]
        role = deployment.resource_behind(str(function.get("Role", default="")))
        module = (template.folder / str(body["Properties"].get("CodeUri", "."))).resolve()
        jar = module / "target" / f"{module.name}.jar"
        name = str(function.get("Handler", default=""))
        if role is None or not jar.is_file() or not handler_source(module, name).is_file():
            continue
        needed, allowed = _actions(jar, name), _allowed(role)
        for action in sorted(needed - allowed):
            yield f"{role.logical_id} lacks {action}, which {name} calls."
        for action in sorted(allowed - needed):
            yield f"{role.logical_id} allows {action}, which {name} never calls."


def _allowed(role: Resource) -> set[str]:
    """Without what Lambda itself does in the function's name: writing its log, reading a queue."""
    return {
        str(action)
        for statement in statements(role)
        for action in listed(statement["Action"])
        if not str(action).startswith(("logs:", "sqs:"))
    }


@rule(
    "environment",
    "The code stops at its start without a variable that it needs, and does not read one that it does not know.",
)
def environment(deployment: Deployment) -> Iterator[str]:
    code = _code(deployment)
    if not code.is_there:
        return
    for function in deployment.functions:
        given = function.get("Environment", "Variables", default={})
        read = _variables(code, _module(deployment, function))
        for name, required in read.items():
            if required and name not in given:
                yield f"{function.logical_id} lacks the environment variable {name}."
        for name in given.keys() - read.keys() - {READ_BY_THE_JVM}:
            yield f"{function.logical_id} sets the environment variable {name}, which the code does not read."


def _module(deployment: Deployment, function: Resource) -> Path:
    body = deployment.template.source["Resources"][function.logical_id]
    return deployment.template.folder / str(body["Properties"].get("CodeUri", "."))


@lru_cache
def _variables(code: Code, module: Path) -> dict[str, bool]:
    return code.variables_of(module)


# What a new on-demand table takes at once (DynamoDB, "Warm throughput").
NEW_TABLE_WRITES = 4000


@rule(
    "table",
    "The table has the keys and the expiry attribute that the code writes and is paid by the request. Its rows are worth"
    " nothing after two hours, so neither backups nor the requests of a KMS key are paid for them.",
)
def table(deployment: Deployment) -> Iterator[str]:
    keys = _code(deployment).keys
    for each in deployment.of_type("AWS::DynamoDB::Table"):
        found = {key["KeyType"]: key["AttributeName"] for key in each.get("KeySchema", default=[])}
        expected = {"HASH": keys.get("PARTITION_KEY"), "RANGE": keys.get("SORT_KEY")}
        if keys and found != expected:
            yield f"{each.logical_id} has the keys {found}, the code writes {expected}."
        if keys and each.get("TimeToLiveSpecification") != {
            "AttributeName": keys.get("TTL"),
            "Enabled": True,
        }:
            yield f"{each.logical_id} does not expire rows by the attribute {keys.get('TTL')}."
        encryption = each.get("SSESpecification", default={})
        if encryption.get("SSEEnabled") and "KMSMasterKeyId" not in encryption:
            yield f"{each.logical_id} pays for the requests of the KMS key of AWS; the default key is free."
        recovery = each.get("PointInTimeRecoverySpecification", default={})
        if recovery.get("PointInTimeRecoveryEnabled"):
            yield f"{each.logical_id} is backed up, but its connections are gone before a restore ends."
        bounds = [
            int(value) for value in each.get("OnDemandThroughput", default={}).values() if value
        ]
        warm = int(each.get("WarmThroughput", "WriteUnitsPerSecond", default=0))
        if warm and warm < NEW_TABLE_WRITES:
            yield f"{each.logical_id} is warmed to {warm} writes per second; a new table takes {NEW_TABLE_WRITES}."
        if bounds and warm > min(bounds):
            yield f"{each.logical_id} is warmed to {warm} writes per second, but refuses more than {min(bounds)}."
        if each.get("BillingMode") != "PAY_PER_REQUEST":
            yield f"{each.logical_id} is not on demand: a reconnect of all workers would be throttled."
