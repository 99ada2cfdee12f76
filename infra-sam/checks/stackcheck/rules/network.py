# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Zones and the way out of the managed instances: without it they start, but neither log nor post."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stackcheck.deployment import Deployment, Resource, references_in
from stackcheck.rule import rule

ANYWHERE = "0.0.0.0/0"


def _made_subnets(deployment: Deployment, provider: Resource) -> list[Resource]:
    names = [
        name
        for each in provider.get("VpcConfig", "SubnetIds", default=[])
        for name in references_in(str(each))
    ]
    return [deployment.resources[name] for name in names if name in deployment.resources]


@rule(
    "subnets",
    "A provider has 2 to 16 subnets (one would be lost with its zone) and at most 5 security groups, both written down.",
)
def subnets(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        ids = [each for each in provider.get("VpcConfig", "SubnetIds", default=[]) if each]
        if not 2 <= len(ids) <= 16:
            yield f"{provider.logical_id} has {len(ids)} subnets."
        zones = [str(each.get("AvailabilityZone")) for each in _made_subnets(deployment, provider)]
        if len(set(zones)) < len(zones):
            yield f"{provider.logical_id} has two subnets in one zone."
        if not 1 <= len(provider.get("VpcConfig", "SecurityGroupIds", default=[])) <= 5:
            yield f"{provider.logical_id} needs 1 to 5 security groups."


_LETTER = re.compile(r"[a-z]{2}(-[a-z]+)+-\d[a-z]")


@rule(
    "zone-ids",
    "A zone's letter means another zone in each account, so a written zone is an id: use1-az1, not us-east-1a.",
)
def zone_ids(deployment: Deployment) -> Iterator[str]:
    for subnet in deployment.of_type("AWS::EC2::Subnet"):
        zone = str(subnet.get("AvailabilityZone", default=""))
        if _LETTER.fullmatch(zone):
            yield f"{subnet.logical_id} is in {zone}."
        if not zone and not subnet.get("AvailabilityZoneId"):
            yield f"{subnet.logical_id} leaves its zone to chance; two could be in one."


@rule("no-inbound", "Invocations do not come through the VPC, so no inbound rule is needed.")
def no_inbound(deployment: Deployment) -> Iterator[str]:
    groups = {
        name
        for each in deployment.providers
        for name in references_in(str(each.get("VpcConfig", "SecurityGroupIds")))
    }
    for name in groups & deployment.resources.keys():
        if deployment.resources[name].get("SecurityGroupIngress"):
            yield f"{name} lets traffic in."
    for ingress in deployment.of_type("AWS::EC2::SecurityGroupIngress"):
        if groups & ingress.references():
            yield f"{ingress.logical_id} lets traffic in."


@rule(
    "way-out",
    "The instances need a route to the internet: @connections is public, and logs leave through the VPC too. A"
    " provider that is made before its routes starts functions that do neither.",
)
def way_out(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        for subnet in _made_subnets(deployment, provider):
            routes = _routes_out(deployment, subnet)
            if not routes:
                yield f"{subnet.logical_id} has no route to {ANYWHERE}."
            elif not any(route.logical_id in provider.references() for route in routes):
                yield f"{provider.logical_id} does not wait for the route out of {subnet.logical_id}."


def _routes_out(deployment: Deployment, subnet: Resource) -> list[Resource]:
    tables = [
        str(each.get("RouteTableId"))
        for each in deployment.of_type("AWS::EC2::SubnetRouteTableAssociation")
        if each.get("SubnetId") == "${" + subnet.logical_id + "}"
    ]
    return [
        route
        for route in deployment.of_type("AWS::EC2::Route")
        if str(route.get("RouteTableId")) in tables
        and route.get("DestinationCidrBlock") == ANYWHERE
        and (route.get("NatGatewayId") or route.get("GatewayId"))
    ]


@rule(
    "no-private-execute-api",
    "An execute-api interface endpoint serves private APIs only; with private DNS it turns posts to @connections into 403.",
)
def no_private_execute_api(deployment: Deployment) -> Iterator[str]:
    for endpoint in deployment.of_type("AWS::EC2::VPCEndpoint"):
        if str(endpoint.get("ServiceName")).endswith(".execute-api"):
            yield f"{endpoint.logical_id} is an execute-api endpoint."


@rule(
    "table-endpoint",
    "A gateway endpoint for DynamoDB is free; without it every byte of the table is paid for at the NAT gateway.",
)
def table_endpoint(deployment: Deployment) -> Iterator[str]:
    if not deployment.of_type("AWS::EC2::NatGateway"):
        return
    endpoints = [
        each
        for each in deployment.of_type("AWS::EC2::VPCEndpoint")
        if str(each.get("ServiceName")).endswith(".dynamodb")
        and each.get("VpcEndpointType") == "Gateway"
    ]
    for route in deployment.of_type("AWS::EC2::Route"):
        table = route.get("RouteTableId")
        if route.get("NatGatewayId") and not any(
            table in each.get("RouteTableIds", default=[]) for each in endpoints
        ):
            yield f"The route table of {route.logical_id} has no gateway endpoint for DynamoDB."
