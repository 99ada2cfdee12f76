# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Which AWS operations a handler can reach: a call graph over the classes of its JAR.

A call through an interface of ours leads to the classes and lambdas that the reached code creates (rapid
type analysis). A lambda that is handed to a library is taken as called right there.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from stackcheck.classfile import ClassFile, Lambda, Member, Method, read

OURS = "dev/eventsrelay/"
# A client's method putItem is the action dynamodb:PutItem.
CLIENTS = {
    "software/amazon/awssdk/services/dynamodb/DynamoDbClient": "dynamodb",
    "software/amazon/awssdk/services/apigatewaymanagementapi/ApiGatewayManagementApiClient": "execute-api",
    "software/amazon/awssdk/services/secretsmanager/SecretsManagerClient": "secretsmanager",
}
# What is no operation: making the client, and what comes with every client.
_NO_OPERATION = {
    "builder",
    "create",
    "close",
    "serviceName",
    "serviceClientConfiguration",
    "waiter",
}
# IAM has one action for all three operations of @connections.
_MANAGE_CONNECTIONS = {"postToConnection", "getConnection", "deleteConnection"}


def actions(jar: Path, handler: str) -> set[str]:
    """The IAM actions that the handler class, given as in the template, needs for its AWS calls."""
    reached = _Reached(_classes(jar))
    reached.run(handler.replace(".", "/"))
    return {_action(service, name) for service, name in reached.operations}


def _action(service: str, name: str) -> str:
    if name in _MANAGE_CONNECTIONS:
        return "execute-api:ManageConnections"
    return (
        f"{service}:{name.removesuffix('Paginator')[0].upper()}{name.removesuffix('Paginator')[1:]}"
    )


def _classes(jar: Path) -> dict[str, ClassFile]:
    with zipfile.ZipFile(jar) as archive:
        names = [
            each for each in archive.namelist() if each.startswith(OURS) and each.endswith(".class")
        ]
        classes = [read(archive.read(each)) for each in names]
    return {each.name: each for each in classes}


class _Reached:
    def __init__(self, classes: dict[str, ClassFile]):
        self._classes = classes
        self._methods = {
            method.member: method for each in classes.values() for method in each.methods
        }
        self._seen: set[Member] = set()
        self._queue: list[Member] = []
        self._created: set[str] = set()
        self._lambdas: set[Lambda] = set()
        self._through_interface: set[Member] = set()
        self.operations: set[tuple[str, str]] = set()

    def run(self, handler: str) -> None:
        if handler not in self._classes:
            raise ValueError(f"the JAR has no class {handler.replace('/', '.')}")
        self._created.add(handler)
        for method in self._classes[handler].methods:
            self._reach(method.member)
        while self._queue:
            self._follow(self._methods[self._queue.pop()])

    def _reach(self, member: Member) -> None:
        if member in self._methods and member not in self._seen:
            self._seen.add(member)
            self._queue.append(member)

    def _follow(self, method: Method) -> None:
        for created in method.creates - self._created:
            self._create(created)
        for made, handed_to in method.lambdas:
            if handed_to is None or handed_to.owner.startswith(OURS):
                self._make(made)
            else:
                self._call(made.body)
        for called in method.calls:
            self._call(called)

    def _create(self, name: str) -> None:
        self._created.add(name)
        for called in list(self._through_interface):
            self._dispatch(called, name)

    def _make(self, made: Lambda) -> None:
        if made not in self._lambdas:
            self._lambdas.add(made)
            if any(
                (each.owner, each.name) == (made.interface, made.method)
                for each in self._through_interface
            ):
                self._call(made.body)

    def _call(self, called: Member) -> None:
        if called.owner in CLIENTS and called.name not in _NO_OPERATION:
            self.operations.add((CLIENTS[called.owner], called.name))
        self._reach(called)
        if called not in self._through_interface:
            self._through_interface.add(called)
            for name in list(self._created):
                self._dispatch(called, name)
            for made in list(self._lambdas):
                if (made.interface, made.method) == (called.owner, called.name):
                    self._call(made.body)

    def _dispatch(self, called: Member, name: str) -> None:
        if called.owner in self._ancestors(name):
            self._reach(Member(name, called.name, called.descriptor))

    def _ancestors(self, name: str) -> set[str]:
        known = self._classes.get(name)
        parents = known.parents if known else []
        return {*parents, *(above for parent in parents for above in self._ancestors(parent))}
