# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What one choice of parameters creates: the resources that exist, with their values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stackcheck.resolve import Resolver
from stackcheck.template import Template

_INVOKED = re.compile(r":lambda:path/2015-03-31/functions/(?P<arn>.+)/invocations$")
_SENT_TO = re.compile(r":sqs:path/[^/]+/(?P<queue>\$\{\w+\.QueueName\})$")
_REFERENCE = re.compile(r"\$\{([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\}")


@dataclass(frozen=True)
class Resource:
    logical_id: str
    type: str
    properties: dict[str, Any]
    depends_on: frozenset[str] = frozenset()

    def get(self, *path: str, default: Any = None) -> Any:
        """The value at a path of keys, or the default where the path ends early."""
        node: Any = self.properties
        for key in path:
            if not isinstance(node, dict) or key not in node:
                return default
            node = node[key]
        return node

    def references(self) -> set[str]:
        """Logical ids that its properties name, so what CloudFormation makes before it."""
        return set(_REFERENCE.findall(repr(self.properties))) | self.depends_on


# What stands for the route in the ARN of an authorizer, where API Gateway puts an id.
AUTHORIZERS = "authorizers/*"


@dataclass(frozen=True)
class RouteTarget:
    """What a route or an authorizer invokes: the ARN as a reference, and the function behind it.

    ``mapping`` is what invokes it where the route only puts the event on a queue.
    """

    route_key: str
    arn: str
    function: Resource
    mapping: Resource | None = None


class Deployment:
    """One template with one choice of parameters. Its views are computed when they are first asked for."""

    def __init__(self, template: Template, parameters: dict[str, str]):
        self.template = template
        self.parameters = parameters
        self._resolver = Resolver(template.transformed, parameters)

    @cached_property
    def resources(self) -> dict[str, Resource]:
        return {
            logical_id: Resource(
                logical_id,
                body["Type"],
                self._resolver.properties(logical_id),
                frozenset(listed(body.get("DependsOn"))),
            )
            for logical_id, body in self.template.transformed["Resources"].items()
            if self._resolver.exists(logical_id)
        }

    @cached_property
    def outputs(self) -> dict[str, Any]:
        return {
            name: self._resolver.output(body["Value"])
            for name, body in self.template.transformed.get("Outputs", {}).items()
            if "Condition" not in body or self._resolver.condition(body["Condition"])
        }

    @property
    def dangling(self) -> list[tuple[str, str]]:
        """Pairs of a resource and a logical id that it names but that does not exist here."""
        _ = (self.resources, self.outputs)
        return self._resolver.dangling

    def refusals(self) -> list[str]:
        """Why CloudFormation would refuse these parameters: the failed assertions of the template's Rules."""
        return [
            assertion["AssertDescription"]
            for rule in self.template.source.get("Rules", {}).values()
            if "RuleCondition" not in rule or self._resolver.truth(rule["RuleCondition"])
            for assertion in rule["Assertions"]
            if not self._resolver.truth(assertion["Assert"])
        ]

    def of_type(self, kind: str) -> list[Resource]:
        return [each for each in self.resources.values() if each.type == kind]

    @cached_property
    def functions(self) -> list[Resource]:
        return self.of_type("AWS::Lambda::Function")

    @cached_property
    def managed_functions(self) -> list[Resource]:
        return [each for each in self.functions if "CapacityProviderConfig" in each.properties]

    @cached_property
    def standard_functions(self) -> list[Resource]:
        return [each for each in self.functions if "CapacityProviderConfig" not in each.properties]

    @cached_property
    def providers(self) -> list[Resource]:
        return self.of_type("AWS::Lambda::CapacityProvider")

    def resource_behind(self, reference: str) -> Resource | None:
        """The resource that ``${R}`` or ``${R.Attribute}`` names, if it is one of this deployment."""
        match = _REFERENCE.match(reference)
        return self.resources.get(match.group(1)) if match else None

    def function_behind(self, reference: str) -> Resource | None:
        """The function that ``${F}``, ``${F.Arn}`` or a reference to its alias or version leads to."""
        resource = self.resource_behind(reference)
        if resource is None or resource.type == "AWS::Lambda::Function":
            return resource
        return self.function_behind(str(resource.get("FunctionName", default="")))

    @cached_property
    def mappings(self) -> list[Resource]:
        return self.of_type("AWS::Lambda::EventSourceMapping")

    def queue_behind(self, integration: Resource) -> Resource | None:
        """The queue that an integration puts events on; None if it invokes a function."""
        sent = _SENT_TO.search(str(integration.get("IntegrationUri", default="")))
        return self.resource_behind(sent["queue"]) if sent else None

    def readers_of(self, queue: Resource) -> list[Resource]:
        """The mappings whose function gets what is on a queue."""
        return [
            each
            for each in self.mappings
            if self.resource_behind(str(each.get("EventSourceArn", default=""))) == queue
        ]

    @cached_property
    def route_targets(self) -> list[RouteTarget]:
        return list(self._route_targets())

    def _route_targets(self) -> Iterator[RouteTarget]:
        for authorizer in self.of_type("AWS::ApiGatewayV2::Authorizer"):
            yield from self._target(AUTHORIZERS, str(authorizer.get("AuthorizerUri", default="")))
        for route in self.of_type("AWS::ApiGatewayV2::Route"):
            named = _REFERENCE.findall(str(route.get("Target", default="")))
            integration = self.resources.get(named[0]) if named else None
            if integration:
                yield from self._targets_of(integration, route.properties["RouteKey"])

    def _targets_of(self, integration: Resource, route_key: str) -> Iterator[RouteTarget]:
        queue = self.queue_behind(integration)
        if queue is None:
            yield from self._target(route_key, str(integration.get("IntegrationUri", default="")))
            return
        for mapping in self.readers_of(queue):
            arn = str(mapping.get("FunctionName", default=""))
            function = self.function_behind(arn)
            if function:
                yield RouteTarget(route_key, arn, function, mapping)

    def _target(self, route_key: str, uri: str) -> Iterator[RouteTarget]:
        invoked = _INVOKED.search(uri)
        function = self.function_behind(invoked.group("arn")) if invoked else None
        if invoked and function:
            yield RouteTarget(route_key, invoked.group("arn"), function)


def references_in(text: str) -> list[str]:
    return _REFERENCE.findall(text)


def listed(value: Any) -> list[Any]:
    """What may be written as one value or as a list of them."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def statements(role: Resource) -> list[dict[str, Any]]:
    """What the policies written into a role allow."""
    return [
        statement
        for policy in role.get("Policies", default=[])
        for statement in listed(policy["PolicyDocument"]["Statement"])
    ]
