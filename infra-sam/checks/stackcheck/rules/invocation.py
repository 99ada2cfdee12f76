# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Who invokes what, under which qualifier, and who may."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from stackcheck.deployment import (
    AUTHORIZERS,
    Deployment,
    Resource,
    RouteTarget,
    listed,
    statements,
)
from stackcheck.rule import rule

ROUTES = ("$connect", "$disconnect", "$default")


@rule(
    "dangling-reference",
    "A reference to a resource that a condition leaves out stops the deployment.",
)
def dangling_reference(deployment: Deployment) -> Iterator[str]:
    for resource, missing in dict.fromkeys(deployment.dangling):
        yield f"{resource or 'An output'} names {missing}, which does not exist with these parameters."


@rule(
    "routes",
    "The protocol needs $connect, $disconnect and $default, each with a function behind it.",
)
def routes(deployment: Deployment) -> Iterator[str]:
    served = [target.route_key for target in deployment.route_targets]
    for route in ROUTES:
        if served.count(route) != 1:
            yield f"The route {route} has {served.count(route)} functions behind it."


def invoked_as(arn: str) -> str:
    """One form for the ways to name a qualifier: ``${F.Arn}`` invokes the same as ``${F}``."""
    return arn.replace(".Arn}", "}")


@rule(
    "permission-qualifier",
    "A permission holds for exactly the qualifier it is on: API Gateway may invoke an alias only with a permission on"
    " the alias, and the unqualified function only with one on the function.",
)
def permission_qualifier(deployment: Deployment) -> Iterator[str]:
    permissions = deployment.of_type("AWS::Lambda::Permission")
    for target in deployment.route_targets:
        if target.mapping:
            continue
        on_it = [each for each in permissions if _is_on(each, target)]
        if not any(_allows(each, target.route_key) for each in on_it):
            yield f"The route {target.route_key} invokes {target.arn}, and no permission on that lets it."


def _is_on(permission: Resource, target: RouteTarget) -> bool:
    """Whether a permission is on what is invoked; an unqualified function may be given by its name."""
    named = invoked_as(str(permission.get("FunctionName")))
    unqualified = invoked_as(target.arn) == "${" + target.function.logical_id + "}"
    return named == invoked_as(target.arn) or (
        unqualified and named == str(target.function.get("FunctionName", default="${}"))
    )


def _allows(permission: Resource, route_key: str) -> bool:
    source = permission.get("SourceArn")
    return (
        permission.get("Action") in ("lambda:InvokeFunction", "lambda:*")
        and permission.get("Principal") == "apigateway.amazonaws.com"
        and (source is None or _covers(str(source), route_key))
    )


def _covers(source: str, route_key: str) -> bool:
    """Whether the pattern of an ARN, API/STAGE/ROUTE at its end, covers a route in some stage."""
    _, *path = source.split("/", 1)
    if not path:
        return source.endswith("*")
    if route_key == AUTHORIZERS:
        return path[0].startswith("authorizers/") or path[0].startswith("*")
    stage, *route = path[0].split("/", 1)
    return stage.endswith("*") if not route else fnmatchcase(route_key, route[0])


@rule(
    "permission-scope",
    "Only this API, this stage and this route may invoke a function; an authorizer's, only this API's authorizers.",
)
def permission_scope(deployment: Deployment) -> Iterator[str]:
    authorizers = [
        target.function for target in deployment.route_targets if target.route_key == AUTHORIZERS
    ]
    stages = {str(each.get("StageName")) for each in deployment.of_type("AWS::ApiGatewayV2::Stage")}
    apis = {each.logical_id for each in deployment.of_type("AWS::ApiGatewayV2::Api")}
    for permission in deployment.of_type("AWS::Lambda::Permission"):
        source = str(permission.get("SourceArn", default=""))
        function = deployment.function_behind(str(permission.get("FunctionName")))
        if function in authorizers and any(
            source.endswith(":${" + api + "}/" + AUTHORIZERS) for api in apis
        ):
            continue
        match = re.search(r":\$\{(\w+)(?:\.ApiId)?\}/([^/]+)/(\$\w+)$", source)
        if not match or match[1] not in apis or match[2] not in stages or match[3] not in ROUTES:
            yield f"{permission.logical_id} is open to {source or 'every source'}."


@rule(
    "permission-first",
    "An integration that goes live before its permission answers with errors until the permission is there.",
)
def permission_first(deployment: Deployment) -> Iterator[str]:
    permissions = deployment.of_type("AWS::Lambda::Permission")
    written = deployment.template.source["Resources"]
    for integration in deployment.of_type("AWS::ApiGatewayV2::Integration"):
        if integration.logical_id not in written:
            continue  # SAM made it
        uri = str(integration.get("IntegrationUri", default=""))
        needed = [
            each
            for each in permissions
            if invoked_as(str(each.get("FunctionName"))) in invoked_as(uri)
        ]
        if needed and not any(each.logical_id in integration.references() for each in needed):
            yield f"{integration.logical_id} does not wait for {needed[0].logical_id}."


@rule(
    "invoked-by-alias",
    "SnapStart and provisioned concurrency belong to a version: a route that invokes the function itself gets neither.",
)
def invoked_by_alias(deployment: Deployment) -> Iterator[str]:
    for target in deployment.route_targets:
        if (
            target.function in deployment.standard_functions
            and invoked_as(target.arn) == "${" + target.function.logical_id + "}"
            and _needs_a_version(deployment, target.function)
        ):
            yield f"The route {target.route_key} invokes {target.function.logical_id} without a version."


def _needs_a_version(deployment: Deployment, function: Resource) -> bool:
    if function.get("SnapStart", "ApplyOn", default="None") != "None":
        return True
    return any(
        alias.get("ProvisionedConcurrencyConfig") is not None
        and deployment.function_behind("${" + alias.logical_id + "}") is function
        for alias in deployment.of_type("AWS::Lambda::Alias")
    )


@rule("unused-provisioned", "Provisioned concurrency is paid for whether it is used or not.")
def unused_provisioned(deployment: Deployment) -> Iterator[str]:
    invoked = {target.function.logical_id for target in deployment.route_targets}
    for alias in deployment.of_type("AWS::Lambda::Alias"):
        function = deployment.function_behind("${" + alias.logical_id + "}")
        if (
            function
            and alias.get("ProvisionedConcurrencyConfig") is not None
            and function.logical_id not in invoked
        ):
            yield f"{alias.logical_id} has provisioned concurrency, but no route points to {function.logical_id}."


_PARAMETER = re.compile(r"'Ref': '(\w+)'|\$\{(\w+)\}")
_CONDITION = re.compile(r"'Fn::If': \['(\w+)'|'Condition': '(\w+)'")


@rule(
    "new-version",
    "SAM publishes a new version when the template or the code changes, not when only a parameter's value does: the"
    " alias would go on invoking the old settings. A changed VersionDescription makes a new version.",
)
def new_version(deployment: Deployment) -> Iterator[str]:
    raw = deployment.template.transformed["Resources"]
    parameters = deployment.template.parameters.keys()
    for body in raw.values():
        if body["Type"] == "AWS::Lambda::Version":
            function = body["Properties"]["FunctionName"]["Ref"]
            used = _used(deployment, _of_a_version(raw[function]["Properties"])) & parameters
            for name in sorted(used - _named(body["Properties"].get("Description", ""))):
                yield f"{function} uses the parameter {name}, which its VersionDescription does not name."


def _of_a_version(function: dict) -> dict:
    """Without what belongs to the function whatever its version."""
    return {key: value for key, value in function.items() if key != "ReservedConcurrentExecutions"}


def _used(deployment: Deployment, node: object) -> set[str]:
    """The parameters that it names, and those on which the conditions that it names depend."""
    conditions = deployment.template.transformed.get("Conditions", {})
    named = {first or second for first, second in _CONDITION.findall(repr(node))}
    return _named(node).union(*(_used(deployment, conditions[each]) for each in named))


def _named(node: object) -> set[str]:
    return {first or second for first, second in _PARAMETER.findall(repr(node))}


@rule("least-privilege", "A role names its actions and resources. Only what has no ARN may be *.")
def least_privilege(deployment: Deployment) -> Iterator[str]:
    roles = {
        str(function.get("Role", default="")).removeprefix("${").split(".")[0]
        for function in deployment.functions
    }
    for role in (
        deployment.resources[name] for name in sorted(roles) if name in deployment.resources
    ):
        for statement in statements(role):
            if any("*" in str(action) for action in listed(statement["Action"])):
                yield f"{role.logical_id} allows {statement['Action']}."
            if "*" in map(str, listed(statement["Resource"])):
                yield f"{role.logical_id} allows {statement['Action']} on everything."
        for managed in role.get("ManagedPolicyArns", default=[]):
            yield f"{role.logical_id} has the managed policy {managed}, which allows more than one function needs."
