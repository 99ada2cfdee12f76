# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Who may connect, and what the access log knows of them afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator

from stackcheck.deployment import AUTHORIZERS, Deployment, Resource, listed, statements
from stackcheck.rule import rule

INVOKE = "execute-api:Invoke"
READ_SECRET = "secretsmanager:"
SECRET_HEADER = "route.request.header.Authorization"
# What an operator needs to tell an attack from a fault, and a refused client from a broken one.
_LOGGED = (
    "$context.identity.sourceIp",
    "$context.identity.userArn",
    "$context.authorize.status",
    "$context.authorizer.status",
    "$context.connectionId",
    "$context.status",
)


@rule(
    "connect-authorization",
    "A WebSocket API asks who comes at $connect and nowhere else. Whoever is to sign needs execute-api:Invoke on exactly"
    " this stage's $connect, and ConnectAuthorization means what it says.",
)
def connect_authorization(deployment: Deployment) -> Iterator[str]:
    wanted = deployment.parameters.get("ConnectAuthorization")
    for route in deployment.of_type("AWS::ApiGatewayV2::Route"):
        kind = route.get("AuthorizationType", default="NONE")
        if route.get("RouteKey") != "$connect":
            if kind != "NONE":
                yield f"{route.logical_id} asks for {kind}, which only $connect can."
            continue
        if wanted not in (None, "none") and kind == "NONE":
            yield f"{route.logical_id} lets everybody in, though ConnectAuthorization is {wanted}."
        if kind == "CUSTOM":
            yield from _faults_of_authorizer(deployment, route, wanted)
        yield from _faults_of_policies(deployment, route)


def _faults_of_authorizer(
    deployment: Deployment, route: Resource, wanted: str | None
) -> Iterator[str]:
    authorizer = deployment.resource_behind(str(route.get("AuthorizerId", default="")))
    if authorizer is None or authorizer.type != "AWS::ApiGatewayV2::Authorizer":
        yield f"{route.logical_id} names no authorizer of this template."
        return
    asked = authorizer.get("IdentitySource", default=[])
    if wanted == "report" and asked:
        yield f"{authorizer.logical_id} refuses who lacks {', '.join(asked)}, though it is only to report."
    if wanted == "shared-secret" and asked != [SECRET_HEADER]:
        yield f"{authorizer.logical_id} invokes its function without {SECRET_HEADER}: anybody can have it run."
    function = next(
        (each.function for each in deployment.route_targets if each.route_key == AUTHORIZERS), None
    )
    if function is None:
        yield f"{authorizer.logical_id} invokes no function of this template."
    elif function.get("Environment", "Variables", "CONNECT_AUTHORIZATION") != wanted:
        yield f"{function.logical_id} does not know that ConnectAuthorization is {wanted}."


@rule(
    "connect-secret",
    "Whoever reads the secret can connect: one function may read exactly this one, and the others none.",
)
def connect_secret(deployment: Deployment) -> Iterator[str]:
    secret = deployment.parameters.get("ConnectSecretArn")
    for role in deployment.of_type("AWS::IAM::Role"):
        for statement in statements(role):
            if not any(str(each).startswith(READ_SECRET) for each in listed(statement["Action"])):
                continue
            for resource in listed(statement["Resource"]):
                if resource != secret:
                    yield f"{role.logical_id} may read {resource}."
            for function in deployment.functions:
                used = deployment.resource_behind(str(function.get("Role", default="")))
                variables = function.get("Environment", "Variables", default={})
                if used == role and "CONNECT_SECRET_ARN" not in variables:
                    yield f"{function.logical_id} may read the secret, and has no use for it."


def _faults_of_policies(deployment: Deployment, route: Resource) -> Iterator[str]:
    stages = [
        str(each.get("StageName"))
        for each in deployment.of_type("AWS::ApiGatewayV2::Stage")
        if each.get("ApiId") == route.get("ApiId")
    ]
    lets_in = False
    for policy in deployment.of_type("AWS::IAM::ManagedPolicy"):
        for statement in listed(policy.get("PolicyDocument", "Statement")):
            if INVOKE not in listed(statement["Action"]):
                continue
            lets_in = True
            for resource in listed(statement["Resource"]):
                api, _, rest = str(resource).rpartition(":")[2].partition("/")
                if api != route.get("ApiId") or rest not in [f"{each}/$connect" for each in stages]:
                    yield f"{policy.logical_id} allows {INVOKE} on {resource}."
    if route.get("AuthorizationType") == "AWS_IAM" and not lets_in:
        yield f"{route.logical_id} asks for a signature, and no policy of this template lets anybody in."


@rule(
    "access-log",
    "The access log is one JSON object a line and says who came, from where and what the authorizer said; payloads are"
    " none of its business.",
)
def access_log(deployment: Deployment) -> Iterator[str]:
    for stage in deployment.of_type("AWS::ApiGatewayV2::Stage"):
        line = stage.get("AccessLogSettings", "Format")
        if line is None:
            continue
        try:
            values = json.loads(line).values()
        except ValueError as e:
            yield f"{stage.logical_id} writes lines that are not JSON: {e}."
            continue
        for variable in _LOGGED:
            if variable not in values:
                yield f"{stage.logical_id} does not log {variable}."
        if stage.get("DefaultRouteSettings", "DataTraceEnabled", default=False):
            yield f"{stage.logical_id} logs payloads."
