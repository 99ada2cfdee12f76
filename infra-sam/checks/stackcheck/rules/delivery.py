# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What a switch between direct and queued delivery may change, how much a queue may hand out, and the event on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl

from stackcheck.deployment import Deployment, Resource
from stackcheck.rule import rule
from stackcheck.rules.functions import PROVIDER
from stackcheck.rules.queues import read

DELIVERIES = {"$disconnect": "DisconnectDelivery", "$default": "DefaultDelivery"}
# A poller of the provisioned mode invokes so often at once.
OF_A_POLLER = 10
# What an account's functions may have together, unless it has asked for more.
ACCOUNT_CONCURRENCY = 1000
MOST_ATTRIBUTES = 10
_ENCODED_BODY = "$util.urlEncode($util.base64Encode($input.body))"
# Ids end in "=", and a route's key begins with "$".
_NEEDS_ENCODING = re.compile(r"\$context\.(connectionId|requestId|routeKey)$")
_READ_BY_THE_CODE = re.compile(r"attributes\s*\.\s*get(?:OrDefault)?\(\s*\"(\w+)\"")


@rule(
    "delivery",
    "A switch of a route between direct and queued changes the way to its function and not the function, and finds"
    " everything in place: so what is on a queue is still delivered, whichever way a route takes.",
)
def delivery(deployment: Deployment) -> Iterator[str]:
    for route_key, name in DELIVERIES.items():
        if deployment.parameters.get(name) != "direct":
            continue
        queued = Deployment(deployment.template, {**deployment.parameters, name: "queued"})
        direct_to, queued_to = _function(deployment, route_key), _function(queued, route_key)
        if direct_to != queued_to:
            yield f"{route_key} invokes {direct_to}, and when it is queued {queued_to}."
        for logical_id in sorted(deployment.resources.keys() ^ queued.resources.keys()):
            yield f"{logical_id} is there only with one value of {name}."
        if all(each.mapping is None for each in queued.route_targets):
            yield f"{name} queued leaves {route_key} direct."


def _function(deployment: Deployment, route_key: str) -> str | None:
    targets = [each for each in deployment.route_targets if each.route_key == route_key]
    return targets[0].function.logical_id if targets else None


@rule(
    "queue-concurrency",
    "A mapping has either a maximum concurrency (2 to 1000) or provisioned pollers (2 to 200 at least), and hands out no"
    " more batches at once than the function has slots: of a managed one, those of the environments that always run.",
)
def queue_concurrency(deployment: Deployment) -> Iterator[str]:
    for _, mapping, function in read(deployment):
        most = mapping.get("ScalingConfig", "MaximumConcurrency")
        pollers = mapping.get("ProvisionedPollerConfig")
        if (most is None) == (pollers is None):
            yield f"{mapping.logical_id} has {'neither' if most is None else 'both'}."
            continue
        if most is not None and not 2 <= int(most) <= ACCOUNT_CONCURRENCY:
            yield f"{mapping.logical_id} has a maximum concurrency of {most}."
        if pollers is not None:
            least, most = int(pollers["MinimumPollers"]), int(pollers["MaximumPollers"])
            if not 2 <= least <= min(most, 200):
                yield f"{mapping.logical_id} has {least} to {most} pollers."
            most *= OF_A_POLLER
        if int(most) > slots(deployment, function):
            yield (
                f"{mapping.logical_id} hands out {most} batches at once;"
                f" {function.logical_id} has {slots(deployment, function)} slots."
            )


def slots(deployment: Deployment, function: Resource) -> int:
    if function in deployment.managed_functions:
        least = int(function.get("FunctionScalingConfig", "MinExecutionEnvironments", default=3))
        each = int(function.get(*PROVIDER, "PerExecutionEnvironmentMaxConcurrency", default=32))
        return least * each
    return int(function.get("ReservedConcurrentExecutions", default=ACCOUNT_CONCURRENCY))


@rule(
    "queue-event",
    "SQS takes an event as one form. Its body is base64, because SQS takes no characters that XML 1.0 does not have;"
    " what may hold +, / or = is encoded for the form; and the attributes are those that the code reads.",
)
def queue_event(deployment: Deployment) -> Iterator[str]:
    for integration in deployment.of_type("AWS::ApiGatewayV2::Integration"):
        if deployment.queue_behind(integration):
            for fault in _faults_of_request(integration):
                yield f"{integration.logical_id} {fault}."
            for fault in _faults_of_form(deployment, _form(integration)):
                yield f"{integration.logical_id} {fault}."


def _faults_of_request(integration: Resource) -> Iterator[str]:
    expected = {
        "IntegrationType": "AWS",
        "IntegrationMethod": "POST",
        "PassthroughBehavior": "NEVER",
        "TemplateSelectionExpression": "\\$default",
    }
    for name, value in expected.items():
        if integration.get(name) != value:
            yield f"has {name} {integration.get(name)}, not {value}"
    content = integration.get(
        "RequestParameters", "integration.request.header.Content-Type", default=""
    )
    if content != "'application/x-www-form-urlencoded'":
        yield f"sends a form as {content or 'JSON'}"


def _form(integration: Resource) -> str:
    return str(integration.get("RequestTemplates", "$default", default=""))


def _faults_of_form(deployment: Deployment, form: str) -> Iterator[str]:
    if re.search(r"[\r\n\t]|&\s|\s&", form):
        yield "has a line break or a space between the fields of its form"
    fields = dict(parse_qsl(form.replace("+", "%2B"), keep_blank_values=True))
    if fields.get("Action") != "SendMessage":
        yield f"asks SQS for {fields.get('Action', 'nothing')}"
    body = fields.get("MessageBody", "")
    attributes = {
        value: fields.get(name.replace(".Name", ".Value.StringValue"), "")
        for name, value in fields.items()
        if name.endswith(".Name")
    }
    if "$input" in body and _ENCODED_BODY not in body:
        yield f"sends the body as {body}"
    if not body:
        yield "sends no body, which SQS refuses"
    if attributes.get("encoding") != ("base64" if "$input" in body else "none"):
        yield f"says that its body is {attributes.get('encoding', 'something')}"
    if len(attributes) > MOST_ATTRIBUTES:
        yield f"has {len(attributes)} attributes, SQS takes {MOST_ATTRIBUTES}"
    types = [value for name, value in fields.items() if name.endswith(".Value.DataType")]
    if types != ["String"] * len(attributes):
        yield "has attributes that are not of the type String"
    for name, value in attributes.items():
        if _NEEDS_ENCODING.match(value):
            yield f"sends {name} without urlEncode"
    for name in sorted(_read_by_the_code(deployment) ^ attributes.keys()):
        yield f"{'sends' if name in attributes else 'lacks'} the attribute {name}" + (
            ", which the code does not read" if name in attributes else ", which the code reads"
        )


def _read_by_the_code(deployment: Deployment) -> set[str]:
    sources = deployment.template.folder.parent / "handlers-core" / "src" / "main" / "java"
    found = list(sources.rglob("QueuedEvent.java"))
    return set(_READ_BY_THE_CODE.findall(found[0].read_text(encoding="utf-8"))) if found else set()
